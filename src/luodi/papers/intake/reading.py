"""The door for drafts: which kind of file it is, and who reads it."""

from luodi.kernel.archives import MB
from luodi.papers.intake import pdf, text, word
from luodi.papers.intake.text import Intake, IntakeRefused

MOST = 20 * MB
_FOREIGN: tuple[tuple[bytes | tuple[bytes, ...], str], ...] = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "文件是旧格式（.doc、.wps）或设有打开密码，请取消密码、另存为 .docx 后再上传",
    ),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"),
        "文件是图片，没有文字，请上传文稿的 .docx 或 .txt",
    ),
    (b"{\\rtf", "文件是 RTF 格式，请另存为 .docx 后再上传"),
)
ACCEPTED = ".txt、.docx、.pdf"


def read(content: bytes, name: str) -> Intake:
    """Return the draft's text with its places; the kind is told by the first bytes, the name only helps to say it.

    Raises: IntakeRefused, ArchiveRefused (luodi.kernel.archives), both Refusal.
    """
    if not content:
        raise IntakeRefused("文件是空的", field="file")
    if len(content) > MOST:
        raise IntakeRefused(f"文件超过 {MOST // MB} MB，请删去图片或拆分后再上传", field="file")
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    head = content[:1024].lstrip()
    if head.startswith(b"PK\3\4"):
        return _packed(content, extension)
    if head.startswith(b"%PDF-"):
        return pdf.from_pdf(content)
    fault = next((said for begins, said in _FOREIGN if head.startswith(begins)), "")
    if not fault and extension in ("docx", "pdf"):
        fault = f"文件的内容和扩展名 .{extension} 不符，或已损坏，请重新保存后再上传"
    if fault:
        raise IntakeRefused(fault, field="file")
    return text.from_plain(content)


def _packed(content: bytes, extension: str) -> Intake:
    if extension in ("xlsx", "pptx", "zip", "ofd", "docm", "dotm"):
        raise IntakeRefused(f"不能核对 .{extension} 文件，可以上传：{ACCEPTED}", field="file")
    return word.from_word(content)
