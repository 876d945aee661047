"""Every method of the Bot API: those the sandbox carries out, and those it knows of."""

from collections.abc import Callable
from typing import Any, TypeAlias

from bot.sandbox import editing, membership, profile, sending, webhook
from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request, no_such_method
from bot.sandbox.world import World

Method: TypeAlias = Callable[[World, Call], Any]

FUNCTIONS: tuple[Method, ...] = (
    editing.answer_callback_query,
    webhook.delete_webhook,
    editing.delete_message,
    profile.delete_my_commands,
    editing.edit_message_caption,
    editing.edit_message_media,
    editing.edit_message_reply_markup,
    editing.edit_message_text,
    profile.get_chat,
    profile.get_chat_member,
    profile.get_chat_menu_button,
    profile.get_file,
    profile.get_me,
    profile.get_my_commands,
    profile.get_my_description,
    profile.get_my_short_description,
    webhook.get_updates,
    webhook.get_webhook_info,
    membership.leave_chat,
    sending.send_chat_action,
    sending.send_document,
    sending.send_media_group,
    sending.send_message,
    sending.send_message_draft,
    sending.send_photo,
    profile.set_chat_menu_button,
    editing.set_message_reaction,
    profile.set_my_commands,
    profile.set_my_description,
    profile.set_my_short_description,
    webhook.set_webhook,
)
METHODS = {function.__name__.replace("_", ""): function for function in FUNCTIONS}
"""The methods carried out here, by their names in small letters."""

KNOWN = frozenset(
    """
    addStickerToSet answerChatJoinRequestQuery answerGuestQuery answerInlineQuery
    answerPreCheckoutQuery answerShippingQuery answerWebAppQuery
    approveChatJoinRequest approveSuggestedPost banChatMember banChatSenderChat
    close closeForumTopic closeGeneralForumTopic convertGiftToStars copyMessage
    copyMessages createChatInviteLink createChatSubscriptionInviteLink
    createForumTopic createInvoiceLink createNewStickerSet declineChatJoinRequest
    declineSuggestedPost deleteAllMessageReactions deleteBusinessMessages
    deleteChatPhoto deleteChatStickerSet deleteForumTopic deleteMessageReaction
    deleteMessages deleteStickerFromSet deleteStickerSet deleteStory
    editChatInviteLink editChatSubscriptionInviteLink editForumTopic
    editGeneralForumTopic editMessageChecklist editMessageLiveLocation editStory
    editUserStarSubscription exportChatInviteLink forwardMessage forwardMessages
    getAvailableGifts getBusinessAccountGifts getBusinessAccountStarBalance
    getBusinessConnection getChatAdministrators getChatGifts getChatMemberCount
    getCustomEmojiStickers getForumTopicIconStickers getGameHighScores
    getManagedBotAccessSettings getManagedBotToken getMyDefaultAdministratorRights
    getMyName getMyStarBalance getStarTransactions getStickerSet getUserChatBoosts
    getUserGifts getUserPersonalChatMessages getUserProfileAudios
    getUserProfilePhotos giftPremiumSubscription hideGeneralForumTopic logOut
    pinChatMessage postStory promoteChatMember readBusinessMessage refundStarPayment
    removeBusinessAccountProfilePhoto removeChatVerification removeMyProfilePhoto
    removeUserVerification reopenForumTopic reopenGeneralForumTopic
    replaceManagedBotToken replaceStickerInSet repostStory restrictChatMember
    revokeChatInviteLink savePreparedInlineMessage savePreparedKeyboardButton
    sendAnimation sendAudio sendChatJoinRequestWebApp sendChecklist sendContact
    sendDice sendGame sendGift sendInvoice sendLivePhoto sendLocation sendPaidMedia
    sendPoll sendRichMessage sendRichMessageDraft sendSticker sendVenue sendVideo
    sendVideoNote sendVoice setBusinessAccountBio setBusinessAccountGiftSettings
    setBusinessAccountName setBusinessAccountProfilePhoto setBusinessAccountUsername
    setChatAdministratorCustomTitle setChatDescription setChatMemberTag
    setChatPermissions setChatPhoto setChatStickerSet setChatTitle
    setCustomEmojiStickerSetThumbnail setGameScore setManagedBotAccessSettings
    setMyDefaultAdministratorRights setMyName setMyProfilePhoto
    setPassportDataErrors setStickerEmojiList setStickerKeywords
    setStickerMaskPosition setStickerPositionInSet setStickerSetThumbnail
    setStickerSetTitle setUserEmojiStatus stopMessageLiveLocation stopPoll
    transferBusinessAccountStars transferGift unbanChatMember unbanChatSenderChat
    unhideGeneralForumTopic unpinAllChatMessages unpinAllForumTopicMessages
    unpinAllGeneralForumTopicMessages unpinChatMessage upgradeGift uploadStickerFile
    verifyChat verifyUser
    """.lower().split(),
)
"""The other methods of Bot API 10.1, by their names in small letters."""


def find(call: Call) -> Method:
    """Return what carries out a call.

    Raises
    ------
    Refusal
        404 for a method that the Bot API does not have, and 400 for one that it
        has and the sandbox does not play.
    """
    if method := METHODS.get(call.key):
        return method
    if call.key in KNOWN:
        raise bad_request(f"the sandbox does not carry out {call.method}")
    raise no_such_method()
