"""Words that stand beside numbers: units, currencies, powers of ten, and gaps."""

GAPS = """
- -- --- – — . .. ... ? * ** x na n/a n.a. n.a #n/a nan null nil none missing unknown
n.d. n.d nd tbd notavailable nodata inf +inf -inf infinity +infinity -infinity
(blank) <na> \\n
#div/0! #value! #ref! #name? #num! #null! #####
없음 미상 결측 결측치 무응답 모름 해당없음 자료없음 미입력 비공개 미정 불명 · ∙
"""
MISSING = frozenset(["", *GAPS.split()])
"""What a cell holds that holds nothing, in lower case and without blanks."""
CURRENCIES = "₩$€£¥"
RATIOS = frozenset({"%", "%p", "‰"})
MAGNITUDES = {"k": 3, "K": 3, "M": 6, "천": 3, "만": 4, "백만": 6, "천만": 7, "억": 8}
MAGNITUDES |= {"천억": 11, "조": 12}
"""Powers of ten that may follow a number; before a unit, only the Korean ones."""
WORDS = """
% %p ‰ ₩ $ € £ ¥
kg g mg t lb oz mm cm m km in ft mi ml l cc m2 m3 km2 ha ° °c °f 평
s sec ms min h hr hrs day days months years yrs 초 분 시간 일 주 개월 년 세 살
hz khz mhz ghz w kw kwh mwh v a b kb mb gb tb bpm kcal cal km/h mph pt pts
점 명 인 개 건 회 번 대 권 병 장 층 위 배 가구 마리 그루 킬로 그램 미터 리터
톤 잔 봉 박스 세트 켤레 벌 통 팩 쪽 페이지 포인트 p 학점
"""
MONEY = {"원": "₩", "won": "₩", "krw": "₩", "달러": "$", "usd": "$", "dollars": "$"} | {
    "유로": "€", "eur": "€", "euros": "€", "엔": "¥", "jpy": "¥", "위안": "¥"
}  # fmt: skip
"""Other names of currencies."""
SAME = {"살": "세", "℃": "°c", "us$": "$", "￦": "₩", "퍼센트": "%"}
"""Two words for one unit."""
UNITS = {word: word for word in ["", *WORDS.split()]} | MONEY | SAME
"""What may follow a number, in lower case, and how it is called here."""
BEFORE = {"usd": "$", "us$": "$", "krw": "₩", "\\": "₩", "eur": "€", "jpy": "¥"} | {
    "gbp": "£", "cny": "¥", "chf": "chf", "rs": "rs", "rs.": "rs", "r$": "r$"
}  # fmt: skip
"""Currencies in front of numbers that are no single sign; a won may be a backslash."""
