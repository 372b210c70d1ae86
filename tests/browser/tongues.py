"""A small project in languages that are hard to search, with what readers type and which article they have to find."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ARTICLES: dict[str, dict[str, tuple[str, str]]] = {
    "en-US": {
        "moor": ("Moor a boat", "Tie two ropes to the bollard. The harbour master shows you a berth. Code QX-4711."),
        "lamp": ("Replace a lamp", "Switch off the power before you unscrew the lantern on the pier."),
        "permit": ("Apply for a fishing permit", "The permit is valid for one year. Bring your passport."),
        "password": ("Reset your password", "Open the account page and choose a new password. Do not share it."),
        "tug": ("Order a tugboat", "The dispatcher answers around the clock. Say how heavy the vessel is."),
    },
    "ja-JP": {
        "moor": ("船を係留する", "係留ロープを二本使います。港湾管理事務所の連絡先に電話してください。"),
        "lamp": ("ランプを交換する", "桟橋のランタンを外す前に電源を切ります。互換性のある電球を使います。"),
        "permit": ("釣りの許可証を申請する", "申請書をファイルサーバーにアップロードします。許可証は一年間有効です。"),
        "password": (
            "パスワードをリセットする方法",
            "ユーザーアカウントの設定画面を開き、新しいパスワードを入力してください。",
        ),
    },
    "zh-CN": {
        "moor": ("停泊船只", "用两根缆绳系在系船柱上。港务局会告诉您泊位。"),
        "lamp": ("更换灯泡", "拆下码头的灯笼之前，请先关闭电源。"),
        "permit": ("申请钓鱼许可证", "许可证有效期为一年。请携带护照，并填写申请表。"),
        "password": ("重置密码", "打开用户帐户页面，输入新密码。不要与他人共享密码。"),
    },
    "th-TH": {
        "moor": ("การจอดเรือ", "ใช้เชือกสองเส้นผูกกับหลักผูกเรือ นายท่าจะบอกตำแหน่งให้คุณ"),
        "lamp": ("เปลี่ยนหลอดไฟ", "ปิดไฟฟ้าก่อนถอดโคมไฟบนท่าเรือ"),
        "permit": ("ขอใบอนุญาตตกปลา", "ใบอนุญาตใช้ได้หนึ่งปี กรุณานำหนังสือเดินทางมาด้วย"),
        "password": ("รีเซ็ตรหัสผ่าน", "เปิดหน้าบัญชีผู้ใช้แล้วป้อนรหัสผ่านใหม่"),
    },
    "ar-SA": {
        "moor": ("ربط القارب", "استخدم حبلين لربط القارب بالرصيف. يدلك مدير الميناء على المكان."),
        "lamp": ("استبدال المصباح", "افصل الكهرباء قبل فك المصابيح."),
        "permit": ("طلب رخصة الصيد", "الرُّخصة صالحة لمدة سنة واحدة. أحضر جواز سفرك وللحصول عليها املأ النموذج."),
        "password": ("إعادة تعيين كلمة المرور", "افتح صفحة الحساب وأدخل كلمة مرور جديدة. لا تشاركها مع المستخدمين."),
    },
    "he-IL": {
        "moor": ("קשירת סירה", "קשרו שני חבלים לעמוד. מנהל הנמל יראה לכם את המקום."),
        "lamp": ("החלפת מנורה", "כבו את החשמל לפני שתפרקו את הפנס שעל המזח."),
        "permit": ("בקשת רישיון דיג", "הרישיון תקף לשנה. הביאו את הדרכון למשרד."),
        "password": ("איפוס הסיסמה", "פתחו את דף החשבון והזינו סיסמה חדשה. הַהוֹדָעָה תגיע בדואר."),
    },
    "lv-LV": {
        "moor": ("Laivas pietauvošana", "Piesieniet divas virves pie poliera. Ostas kapteinis parādīs vietu."),
        "lamp": ("Lampas nomaiņa", "Pirms noņemat laternu uz mola, izslēdziet strāvu."),
        "permit": ("Makšķerēšanas atļauja", "Atļauja ir derīga vienu gadu. Paņemiet līdzi pasi."),
        "password": ("Paroles atiestatīšana", "Atveriet lietotāja konta lapu un ievadiet jaunu paroli."),
    },
    "de-DE": {
        "moor": (
            "Ein Boot festmachen",
            "Legen Sie zwei Leinen um den Poller. Der Hafenmeister zeigt Ihnen den Liegeplatz.",
        ),
        "lamp": ("Eine Lampe austauschen", "Schalten Sie den Strom ab, bevor Sie die Laterne abnehmen."),
        "permit": ("Einen Angelschein beantragen", "Die Genehmigung gilt ein Jahr. Bringen Sie Ihren Ausweis mit."),
        "password": (
            "Das Kennwort zurücksetzen",
            "Die Benutzerkontensteuerung fragt nach. Öffnen Sie die Kontoseite. Kennwörter haben Richtlinien.",
        ),
    },
    "nl-NL": {
        "moor": ("Een boot aanleggen", "Leg twee touwen om de bolder. De havenmeester wijst u een ligplaats."),
        "lamp": ("Een lamp vervangen", "Schakel de stroom uit voordat u de lantaarn van de steiger haalt."),
        "permit": ("Een visvergunning aanvragen", "De vergunning geldt een jaar. Neem uw paspoort mee."),
        "password": ("Uw wachtwoord opnieuw instellen", "Open de accountpagina en kies een nieuw wachtwoord."),
    },
}
"""By locale: the title and the text of each article. No translation of `tug` exists."""


FRONT_MATTER = {
    "moor": "ms.topic: how-to\nms.audience: EndUser",
    "lamp": "ms.topic: how-to\nms.audience: Admin",
    "permit": "ms.topic: conceptual\nms.audience: EndUser",
    "password": "ms.topic: keeping-secrets\naudience: EndUser",
    "tug": "ms.topic: reference\nms.audience: EndUser",
}
"""By article: what it can be filtered by. All of them are about one product."""


class Query(NamedTuple):
    """What a reader types, the article that has to come first, and what is special about it."""

    locale: str
    words: str
    article: str
    why: str


QUERIES = (
    Query("en-US", "fishing permits", "permit", "stem"),
    Query("en-US", "how do i replace the lantern", "lamp", "no article has all words"),
    Query("ja-JP", "パスワード", "password", "one word"),
    Query("ja-JP", "パスワードをリセットする方法", "password", "a title as it stands"),
    Query("ja-JP", "アップロード", "permit", "the browser's dictionary cuts it in two"),
    Query("ja-JP", "サーバー", "permit", "the end of a compound"),
    Query("ja-JP", "ファイルサーバー", "permit", "a compound"),
    Query("ja-JP", "ユーザーアカウント 設定", "password", "a compound and a word"),
    Query("ja-JP", "連絡先", "moor", "kanji that may be one word or two"),
    Query("ja-JP", "互換性", "lamp", "kanji that may be one word or two"),
    Query("zh-CN", "密码", "password", "one word"),
    Query("zh-CN", "重置密码", "password", "two words"),
    Query("zh-CN", "许可证", "permit", "may be one word or two"),
    Query("zh-CN", "钓鱼许可", "permit", "the beginning of a compound"),
    Query("zh-CN", "用户帐户", "password", "two words"),
    Query("zh-CN", "如何更换灯泡", "lamp", "a question"),
    Query("zh-CN", "港务局", "moor", "a name that dictionaries lack"),
    Query("th-TH", "รหัสผ่าน", "password", "one word"),
    Query("th-TH", "เปลี่ยนหลอดไฟ", "lamp", "two words"),
    Query("th-TH", "ใบอนุญาต", "permit", "a compound"),
    Query("th-TH", "หนังสือเดินทาง", "permit", "a compound"),
    Query("th-TH", "บัญชีผู้ใช้", "password", "two words"),
    Query("th-TH", "ท่าเรือ", "lamp", "the end of a sentence"),
    Query("ar-SA", "قارب", "moor", "without the article that the text has"),
    Query("ar-SA", "الميناء", "moor", "with the article"),
    Query("ar-SA", "رصيف", "moor", "the text has a prefix: بالرصيف"),
    Query("ar-SA", "رخصة", "permit", "the text has vowel marks"),
    Query("ar-SA", "رُخْصَة", "permit", "the query has vowel marks"),
    Query("ar-SA", "المستخدم", "password", "the text has the plural"),
    Query("ar-SA", "اعادة تعيين", "password", "without the hamza"),
    Query("he-IL", "רישיון", "permit", "the text has the article as well"),
    Query("he-IL", "דרכון", "permit", "the text only has it with the article"),
    Query("he-IL", "הנמל", "moor", "with the article"),
    Query("he-IL", "המנורה", "lamp", "the text only has it without the article"),
    Query("he-IL", "הודעה", "password", "the text has the article and vowel marks"),
    Query("he-IL", "מזח", "lamp", "the text has it with the article"),
    Query("lv-LV", "parole", "password", "another case"),
    Query("lv-LV", "paroli", "password", "the case of the text"),
    Query("lv-LV", "lietotājs", "password", "another case"),
    Query("lv-LV", "atļaujas", "permit", "another number"),
    Query("lv-LV", "atlauja", "permit", "without its marks"),
    Query("lv-LV", "laterna", "lamp", "another case"),
    Query("lv-LV", "kapteini", "moor", "another case"),
    Query("de-DE", "Liegeplätze", "moor", "an umlaut in the plural"),
    Query("de-DE", "Hafen", "moor", "the beginning of a compound"),
    Query("de-DE", "Benutzerkonten", "password", "the beginning of a compound"),
    Query("de-DE", "Kennwortrichtlinie", "password", "a compound whose parts stand apart in the text"),
    Query("de-DE", "Kontoseite öffnen", "password", "an inflected verb"),
    Query("nl-NL", "wachtwoorden", "password", "the plural"),
    Query("nl-NL", "haven", "moor", "the beginning of a compound"),
    Query("nl-NL", "visvergunningen", "permit", "a compound in the plural"),
    Query("nl-NL", "wachtwoordbeleid", "password", "a compound of which the text has the beginning"),
)

UNFOUND = (
    Query("de-DE", "Kontensteuerung", "password", "the end of a compound"),
    Query("nl-NL", "plaats", "moor", "the end of a compound"),
)
"""What Pagefind cannot know: its index has whole words and their beginnings."""


def write_tongues(folder: Path) -> Path:
    """Writes the project to `folder` and returns it."""
    for locale, articles in ARTICLES.items():
        for name, (title, text) in articles.items():
            path = folder / "content" / locale / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                f"---\n{FRONT_MATTER[name]}\nms.service: harbour\n---\n\n# {title}\n\n{text}\n", encoding="utf-8"
            )
    (folder / "site").mkdir()
    (folder / "site" / "site.toml").write_text('title = "Harbour"\n', encoding="utf-8")
    return folder
