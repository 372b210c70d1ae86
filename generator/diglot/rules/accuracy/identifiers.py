"""Identifiers in running text: what programs call things, and what therefore no language may call otherwise."""

from __future__ import annotations

from re import compile as pattern

_VERBS = (
    "Add Approve Backup Block Build Clear Close Compare Complete Compress Confirm Connect ConvertFrom ConvertTo Convert"
    " Copy Debug Delete Deny Disable Disconnect Dismount Edit Enable Expand Export Find ForEach Format Get Grant Import"
    " Initialize Install Invoke Join Limit Measure Merge Mount Move New Optimize Preview Protect Publish Receive"
    " Register Release Remove Rename Repair Request Reset Resize Resolve Restart Restore Resume Revoke Save Search"
    " Select Send Set Sort Start Stop Submit Suspend Switch Sync Test Trace Unblock Uninstall Unlock Unprotect"
    " Unpublish Unregister Update Wait Watch Where Write"
)
"""The verbs that names of cmdlets begin with."""
_ENDINGS = (
    "accdb appx aspx bat bak blob cer cfg cmd com config conf crt cs csv dat dll dmg doc docm docx dot dotx edb eml exe"
    " gif gz hta htm html ics inf ini iso jpeg jpg js json jsp key ldf lnk log mdb mdf mht mov mp3 mp4 mpp msc msg msi"
    " msix msp net nk2 nsf nst oab odt oft olm one onmicrosoft org ost p12 pdf pem pfx php plist png pot potx pps ppsx"
    " ppt pptm pptx prf ps1 psd1 psm1 pst pub py rar reg rtf sfx sh sln sql svc svg sys tar tif tiff tmp ts txt url"
    " vbs vcf vhd vsd vsdx wav wim wma wmv wsf xls xlsb xlsm xlsx xml xsd xsl yaml yml zip"
)
"""What the names of files and hosts end in."""


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


IDENTIFIER = pattern(
    rf"(?<![\w.-])(?:{_any(_VERBS)})-(?!Only\b)[A-Z][A-Za-z\d]{{3,60}}(?![\w-])"
    rf"|(?<![\w.-])(?=[\w-]{{0,60}}[^\W\d])\w[\w-]{{0,60}}(?:\.\w[\w-]{{0,60}}){{0,5}}\.(?i:{_any(_ENDINGS)})(?![\w-]|\.\w)"
    r"|(?<![\w-])[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}(?![\w-])"
    r"|(?<!\w)0[xX][\da-fA-F]{3,16}(?!\w)"
    r"|(?<!\w)HK(?:EY_[A-Z_]{3,30}|LM|CU|CR)(?!\w)"
    r"|(?<![\w%])%[A-Za-z]{3,30}%(?![\w%])"
    r"|(?<!\w)[A-Z]{2,12}#\d{1,4}(?!\w)"
    r"|\$_\.[A-Za-z]\w{1,60}"
)
"""Names of cmdlets, files and hosts, GUIDs, hexadecimal numbers, registry roots, variables, templates of sites."""
HOST = pattern(r"(?<![\w.@/\\-])[a-z][a-z\d-]{0,60}(?:\.[a-z][a-z\d-]{0,60}){1,5}(?![\w-]|\.\w)")
"""The name of a host, or of a file, in small letters."""
ENDING = pattern(rf"(?<![\w.])\.(?i:{_any(_ENDINGS)})(?![\w.-])")
"""The ending of a kind of file alone, `.csv`."""
