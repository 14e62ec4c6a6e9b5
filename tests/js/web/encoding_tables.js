// tests/js/web/encoding_tables.js: the names and labels of https://encoding.spec.whatwg.org/, bytes
// that each encoding decodes, and checksums of all that the ones with large tables decode.

/** Name to labels, separated by spaces. */
export const labels = {
  "utf-8":
    "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
  "ibm866":
    "866 cp866 csibm866 ibm866",
  "iso-8859-2":
    "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
  "iso-8859-3":
    "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
  "iso-8859-4":
    "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
  "iso-8859-5":
    "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 " +
    "iso_8859-5:1988",
  "iso-8859-6":
    "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e " +
    "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
  "iso-8859-7":
    "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 " +
    "iso_8859-7 iso_8859-7:1987 sun_eu_greek",
  "iso-8859-8":
    "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 " +
    "iso_8859-8 iso_8859-8:1988 visual",
  "iso-8859-8-i":
    "csiso88598i iso-8859-8-i logical",
  "iso-8859-10":
    "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
  "iso-8859-13":
    "iso-8859-13 iso8859-13 iso885913",
  "iso-8859-14":
    "iso-8859-14 iso8859-14 iso885914",
  "iso-8859-15":
    "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
  "iso-8859-16":
    "iso-8859-16",
  "koi8-r":
    "cskoi8r koi koi8 koi8-r koi8_r",
  "koi8-u":
    "koi8-ru koi8-u",
  "macintosh":
    "csmacintosh mac macintosh x-mac-roman",
  "windows-874":
    "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
  "windows-1250":
    "cp1250 windows-1250 x-cp1250",
  "windows-1251":
    "cp1251 windows-1251 x-cp1251",
  "windows-1252":
    "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 " +
    "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
  "windows-1253":
    "cp1253 windows-1253 x-cp1253",
  "windows-1254":
    "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 " +
    "latin5 windows-1254 x-cp1254",
  "windows-1255":
    "cp1255 windows-1255 x-cp1255",
  "windows-1256":
    "cp1256 windows-1256 x-cp1256",
  "windows-1257":
    "cp1257 windows-1257 x-cp1257",
  "windows-1258":
    "cp1258 windows-1258 x-cp1258",
  "x-mac-cyrillic":
    "x-mac-cyrillic x-mac-ukrainian",
  "gbk":
    "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
  "gb18030":
    "gb18030",
  "big5":
    "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
  "euc-jp":
    "cseucpkdfmtjapanese euc-jp x-euc-jp",
  "iso-2022-jp":
    "csiso2022jp iso-2022-jp",
  "shift_jis":
    "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
  "euc-kr":
    "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 " +
    "ksc_5601 windows-949",
  "utf-16be":
    "unicodefffe utf-16be",
  "utf-16le":
    "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
  "x-user-defined":
    "x-user-defined",
  "replacement":
    "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement",
};

/** Name to bytes and the text they are. */
export const samples = {
  "utf-8": [
    [0x61, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80],
    "a\u00e9\ud83d\ude00",
  ],
  "ibm866": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0410\u0417\u041e\u0425\u042c\u0433\u043a\u2592\u2555\u2510\u255e\u2550",
  ],
  "iso-8859-2": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u0141\u015e\u0105\u00b8\u017c\u0106\u00cd",
  ],
  "iso-8859-3": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u00a3\u015e\u0127\u00b8\u017c\u0108\u00cd",
  ],
  "iso-8859-4": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u0156\u0112\u0105\u00b8\u014b\u00c6\u00cd",
  ],
  "iso-8859-5": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u0403\u040a\u0411\u0418\u041f\u0426\u042d",
  ],
  "iso-8859-6": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xbf, 0xc6, 0xcd, 0xd4, 0xe2, 0xe9, 0xf0],
    "A\u0080\u0087\u008e\u0095\u009c\u061f\u0626\u062d\u0634\u0642\u0649\u0650",
  ],
  "iso-8859-7": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u00a3\u037a\u00b1\u0388\u038f\u0396\u039d",
  ],
  "iso-8859-8": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xe2, 0xe9, 0xf0],
    "A\u0080\u0087\u008e\u0095\u009c\u00a3\u00d7\u00b1\u00b8\u05d2\u05d9\u05e0",
  ],
  "iso-8859-8-i": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xe2, 0xe9, 0xf0],
    "A\u0080\u0087\u008e\u0095\u009c\u00a3\u00d7\u00b1\u00b8\u05d2\u05d9\u05e0",
  ],
  "iso-8859-10": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u0122\u0160\u0105\u013c\u014b\u00c6\u00cd",
  ],
  "iso-8859-13": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u00a3\u0156\u00b1\u00f8\u00e6\u0118\u0136",
  ],
  "iso-8859-14": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u00a3\u1e82\u1e1f\u1e81\u1e61\u00c6\u00cd",
  ],
  "iso-8859-15": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u00a3\u00aa\u00b1\u017e\u00bf\u00c6\u00cd",
  ],
  "iso-8859-16": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0080\u0087\u008e\u0095\u009c\u0141\u0218\u00b1\u017e\u017c\u00c6\u00cd",
  ],
  "koi8-r": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u2500\u2524\u258c\u2219\u00b0\u0451\u2559\u2560\u2566\u00a9\u0444\u043c",
  ],
  "koi8-u": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u2500\u2524\u258c\u2219\u00b0\u0451\u2559\u2560\u2566\u00a9\u0444\u043c",
  ],
  "macintosh": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u00c4\u00e1\u00e9\u00ef\u00fa\u00a3\u2122\u00b1\u220f\u00f8\u2206\u00d5",
  ],
  "windows-874": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u20ac\u0087\u008e\u2022\u009c\u0e03\u0e0a\u0e11\u0e18\u0e1f\u0e26\u0e2d",
  ],
  "windows-1250": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u20ac\u2021\u017d\u2022\u015b\u0141\u015e\u00b1\u00b8\u017c\u0106\u00cd",
  ],
  "windows-1251": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0402\u2021\u040b\u2022\u045a\u0408\u0404\u00b1\u0451\u0457\u0416\u041d",
  ],
  "windows-1252": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u20ac\u2021\u017d\u2022\u0153\u00a3\u00aa\u00b1\u00b8\u00bf\u00c6\u00cd",
  ],
  "windows-1253": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd, 0xd4],
    "A\u20ac\u2021\u008e\u2022\u009c\u00a3\u00b1\u0388\u038f\u0396\u039d\u03a4",
  ],
  "windows-1254": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u20ac\u2021\u008e\u2022\u0153\u00a3\u00aa\u00b1\u00b8\u00bf\u00c6\u00cd",
  ],
  "windows-1255": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u20ac\u2021\u008e\u2022\u009c\u00a3\u00d7\u00b1\u00b8\u00bf\u05b6\u05bd",
  ],
  "windows-1256": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u20ac\u2021\u0698\u2022\u0153\u00a3\u06be\u00b1\u00b8\u061f\u0626\u062d",
  ],
  "windows-1257": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u20ac\u2021\u02c7\u2022\u009c\u00a3\u0156\u00b1\u00f8\u00e6\u0118\u0136",
  ],
  "windows-1258": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u20ac\u2021\u008e\u2022\u0153\u00a3\u00aa\u00b1\u00b8\u00bf\u00c6\u00cd",
  ],
  "x-mac-cyrillic": [
    [0x41, 0x80, 0x87, 0x8e, 0x95, 0x9c, 0xa3, 0xaa, 0xb1, 0xb8, 0xbf, 0xc6, 0xcd],
    "A\u0410\u0417\u041e\u0425\u042c\u00a3\u2122\u00b1\u0404\u045a\u2206\u040c",
  ],
  "gbk": [
    [0xc4, 0xe3, 0xba, 0xc3, 0x80, 0xa6, 0xd9],
    "\u4f60\u597d\u20ac\ufe10",
  ],
  "gb18030": [
    [0x81, 0x30, 0x81, 0x30, 0x84, 0x31, 0xa4, 0x37, 0x90, 0x30, 0x81, 0x30, 0xc4, 0xe3],
    "\u0080\ufffd\ud800\udc00\u4f60",
  ],
  "big5": [
    [0xa4, 0xa4, 0xa4, 0xe5, 0x88, 0x62, 0x87, 0x40, 0xfe, 0xfe, 0xc6, 0xcf],
    "\u4e2d\u6587\u00ca\u0304\u43f0\u79d4\u5ef4",
  ],
  "euc-jp": [
    [0xc6, 0xfc, 0x8f, 0xb0, 0xa1, 0x8e, 0xb1],
    "\u65e5\u4e02\uff71",
  ],
  "iso-2022-jp": [
    [0x61, 0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x4a, 0x5c, 0x7e, 0x1b, 0x28, 0x49, 0x31, 0x1b, 0x28, 0x42, 0x5c],
    "a\u65e5\u00a5\u203e\uff71\\",
  ],
  "shift_jis": [
    [0x93, 0xfa, 0xb1, 0x80, 0x5c, 0x7e, 0xf0, 0x40, 0xfc, 0x4b],
    "\u65e5\uff71\u0080\\~\ue000\u9ed1",
  ],
  "euc-kr": [
    [0xb0, 0xa1, 0x81, 0x41],
    "\uac00\uac02",
  ],
  "utf-16be": [
    [0x0, 0x61, 0xd8, 0x3d, 0xde, 0x0],
    "a\ud83d\ude00",
  ],
  "utf-16le": [
    [0x61, 0x0, 0x3d, 0xd8, 0x0, 0xde],
    "a\ud83d\ude00",
  ],
};

/** Of every pair of bytes, as encoding_test.js computes them. */
export const checksums = {
  "gbk": -814460988,
  "gb18030": -814460988,
  "big5": 1689445774,
  "euc-jp": 1606895775,
  "shift_jis": -1580808850,
  "euc-kr": -1614619024,
};
