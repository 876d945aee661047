// Every word on the page, in each language, and how dates and sizes are written.

export const WORDS = {
  en: {
    add: "Create",
    alert_ok: "OK",
    as_photo: "Send as a photo",
    attach: "Attach a file",
    block: "Block the bot",
    blocked: "You blocked this bot.",
    blocked_send: "You blocked this bot. Unblock it in the menu above to write to it.",
    bot: "bot",
    bot_away: "{count} people, without the bot",
    bot_in: "Add the bot",
    bot_out: "Remove the bot",
    cancel: "Cancel",
    caption: "Add a caption, such as /k 3",
    chats: "Chats",
    choose_file: "Choose a table",
    close: "Close",
    commands: "Commands",
    copied: "Copied.",
    copy: "Copy text",
    created: "“{title}” was created",
    download: "Download {name}",
    drop: "Drop your table here",
    edit: "Edit",
    edited: "edited",
    editing: "Editing",
    empty_file: "{name} is empty. Choose a file with something in it.",
    empty_how: "Drop a CSV file here and write /k 3.",
    empty_what: "Your table comes back as clear groups, with a picture.",
    file: "File",
    forum: "With topics (a forum)",
    general: "General",
    group_name: "Name of the group",
    how_many: "{count} people and the bot",
    joined: "{name} joined",
    language: "Language",
    left: "{name} left",
    message: "Message",
    more: "What to do with this message",
    new_group: "New group",
    new_person: "New person",
    newest: "Go to the newest message",
    no_messages: "No messages yet",
    offline: "Reconnecting…",
    open_chats: "Show people and chats",
    open_photo: "Enlarge the photo",
    people: "Write as",
    person_name: "Name",
    photo: "Photo",
    pinned: "{name} pinned a message",
    remove: "Remove {name}",
    reply: "Reply",
    replying: "Reply to {name}",
    save: "Save",
    send: "Send",
    sent_message: "Messages",
    settings: "What to do with this chat",
    show_less: "Show less",
    show_more: "Show more",
    slow: "The bot has not answered yet.",
    spoiler: "Hidden text: press to show it",
    start: "Start",
    theme: "Light or dark",
    today: "Today",
    too_far: "That message is not in this chat.",
    topics: "Topics, with commas between",
    typing: "{name} is typing…",
    unblock: "Unblock the bot",
    unreachable: "The sandbox does not answer. Is it still running?",
    unread: "unread: {count}",
    unsupported: "This kind of message cannot be shown here.",
    upgraded: "This group has become a supergroup",
    upload_document: "{name} is sending a file…",
    upload_photo: "{name} is sending a photo…",
    yesterday: "Yesterday",
  },
  ko: {
    add: "만들기",
    alert_ok: "확인",
    as_photo: "사진으로 보내기",
    attach: "파일 첨부",
    block: "봇 차단하기",
    blocked: "차단한 봇이에요.",
    blocked_send: "차단한 봇이에요. 위의 메뉴에서 차단을 풀면 다시 보낼 수 있어요.",
    bot: "봇",
    bot_away: "{count}명 (봇 없음)",
    bot_in: "봇 초대하기",
    bot_out: "봇 내보내기",
    cancel: "취소",
    caption: "설명 입력 (예: /k 3)",
    chats: "채팅",
    choose_file: "표 파일 고르기",
    close: "닫기",
    commands: "명령어",
    copied: "복사했어요.",
    copy: "텍스트 복사",
    created: "‘{title}’ 주제가 만들어졌어요",
    download: "{name} 내려받기",
    drop: "여기에 표 파일을 놓아 주세요",
    edit: "수정",
    edited: "수정됨",
    editing: "메시지 수정",
    empty_file: "빈 파일이에요: {name}. 내용이 있는 파일을 골라 주세요.",
    empty_how: "CSV 파일을 여기에 올리고 /k 3 이라고 써 보세요.",
    empty_what: "비슷한 행끼리 그룹으로 묶어 그림과 함께 알려 드려요.",
    file: "파일",
    forum: "주제별로 나누기 (포럼)",
    general: "일반",
    group_name: "그룹 이름",
    how_many: "{count}명과 봇",
    joined: "{name}님이 들어왔어요",
    language: "언어",
    left: "{name}님이 나갔어요",
    message: "메시지",
    more: "메시지 메뉴",
    new_group: "새 그룹",
    new_person: "새 사람",
    newest: "최근 메시지로 가기",
    no_messages: "아직 메시지가 없어요",
    offline: "다시 연결하고 있어요…",
    open_chats: "사람과 채팅 목록 열기",
    open_photo: "사진 크게 보기",
    people: "누구로 대화할까요?",
    person_name: "이름",
    photo: "사진",
    pinned: "{name}님이 메시지를 고정했어요",
    remove: "{name} 빼기",
    reply: "답장",
    replying: "{name}님에게 답장",
    save: "저장",
    send: "보내기",
    sent_message: "대화 내용",
    settings: "채팅 메뉴",
    show_less: "접기",
    show_more: "더 보기",
    slow: "봇이 아직 답하지 않았어요.",
    spoiler: "가려진 글이에요. 누르면 보여요",
    start: "시작",
    theme: "밝은 화면과 어두운 화면 바꾸기",
    today: "오늘",
    too_far: "이 채팅에서 찾을 수 없는 메시지예요.",
    topics: "주제 (쉼표로 구분)",
    typing: "입력하고 있어요…",
    unblock: "봇 차단 풀기",
    unreachable: "샌드박스가 응답하지 않아요. 아직 실행 중인지 확인해 주세요.",
    unread: "안 읽음 {count}",
    unsupported: "여기서는 볼 수 없는 메시지예요.",
    upgraded: "그룹이 슈퍼그룹으로 바뀌었어요",
    upload_document: "파일을 보내고 있어요…",
    upload_photo: "사진을 보내고 있어요…",
    yesterday: "어제",
  },
};

const UNITS = ["B", "KB", "MB", "GB"];
const DAY_MS = 24 * 60 * 60 * 1000;

let language = "en";

/** Take up a person's language and say the page's fixed words in it. */
export function speak(code = "") {
  const wanted = code.slice(0, 2);
  language = wanted in WORDS ? wanted : "en";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.ariaLabel = word(element.dataset.label);
    element.title = element.ariaLabel;
  }
}

/** Return a word of the page, with facts in its {places}. */
export function word(name, facts = {}) {
  return WORDS[language][name].replace(/\{(\w+)\}/g, (_, fact) => facts[fact]);
}

/** Return what is there for the language now spoken, else what is there for all. */
export function inLanguage(choices) {
  return choices[language] ?? choices[""] ?? choices.en ?? [];
}

/** Return the time of day of a moment given in seconds, as on a clock. */
export function clock(seconds) {
  return format(seconds, { hour: "numeric", minute: "2-digit" });
}

/** Return the day of a moment given in seconds: today, yesterday, or its date. */
export function day(seconds) {
  const midnight = (date) => new Date(date).setHours(0, 0, 0, 0);
  const ago = Math.round((midnight(Date.now()) - midnight(seconds * 1000)) / DAY_MS);
  if (ago === 0) return word("today");
  if (ago === 1) return word("yesterday");
  return format(seconds, { day: "numeric", month: "long", year: "numeric" });
}

/** Return a number of bytes as people write it: "12.5 KB". */
export function size(bytes) {
  const power = Math.min(Math.floor(Math.log2(bytes || 1) / 10), UNITS.length - 1);
  const amount = bytes / 1024 ** power;
  return `${amount.toFixed(power && amount < 100 ? 1 : 0)} ${UNITS[power]}`;
}

function format(seconds, options) {
  return new Intl.DateTimeFormat(language, options).format(seconds * 1000);
}
