import fc from "fast-check";
import { expect, test } from "vitest";
import { isCompanyName, isPlainName, namesSite } from "#src/domain/plain-name.ts";

test.each([
  "O'Neill",
  "O’Neill",
  "Jean-Louis Trintignant",
  "3M",
  "St. John",
  "A.S.Watson",
  "J.P. Morgan",
  "Łukasz Wójcik",
  "Αθήνα",
  "Ольга Петрова",
  "Zoë d'Aubigné",
  "dr.ir. J. de Vries",
  "Jan Peeters, M.Sc.",
  "Dipl.Ing. Weiß",
  "Gal·la Placídia",
  "S.A. Brasserie",
  "Acme B.V.",
  "Société Générale S.A./N.V.",
  "Nguyễn Văn A",
  "李小龍",
  "1234567 Canada Inc.",
  "9214-0987 Québec inc.",
  "Studio 100",
  "Area 51 (1995-2005)",
  "Node.js Friends",
  "Əliyev Rəşad",
  "Ɓala Ƙofa",
  "Guðrún Þórsdóttir",
  "Kaʻiulani Kāne",
  "Ħal Għaxaq",
  "Şükrü Özgür",
  "Yorùbá Ọlá",
  "H&M",
  "O₂",
  "µ-Tech",
  "Yahoo!",
  'Toys "R" Us',
  "ΑΒ Βασιλόπουλος",
  "ООО Ромашка",
  "株式会社ABC",
  "トヨタ自動車",
  "ソニー Sony",
  "삼성SDS",
  "ㄅㄆ銀行",
  "2024年会",
])("«%s» is a name", (name) => {
  expect([isPlainName(name), isCompanyName(name)]).toEqual([true, true]);
});

test.each([
  "Your account is suspended - verify at evil-pay.example",
  "evil-pay.com",
  "evil-pay.com/invoice",
  "EVIL-PAY.COM.",
  "see https://x",
  "WWW.evil",
  "evil-pay。com",
  "evil-pay．com",
  "evil-pay․com",
  "evil-pay•com",
  "evil-pay˙com",
  "evil-pay .com",
  "evil-pay [.] com",
  "evil-pay(dot)com",
  "bob@evil-pay.com",
  "a_b.evil.co.uk",
  "пример.рф",
  "x.github.io",
  "t.co",
  "10.0.0.1",
  "call +32 2 555 01 23",
  "Call 0800 12 34 56",
  "URGENT 0032475123456",
  "(02) 555-01-23",
  "Еls Wоuters",
  "Pаypal",
  "Αcme",
  "ꓑꓮꓢꓢ",
  "Ꮲaypal",
  "Ⲣaypal",
  "ᑭaypal",
  "Paypaⵏ",
  "Paypaլ",
  "Payp𐑉l",
  "Netw०rk",
  "Рауpal",
])("«%s» is none", (name) => {
  expect(isPlainName(name)).toBe(false);
});

test.each(["Booking.com", "Booking.com B.V.", "Amazon.com, Inc.", "bol.com", "Coolblue.be N.V."])(
  "a company may be called «%s», a person or an account may not",
  (name) => {
    expect([isPlainName(name), isCompanyName(name)]).toEqual([false, true]);
  },
);

test.each([
  "evil-pay.com verify your account now",
  "Verify at evil-pay.com",
  "evil-pay.com/verify B.V.",
  "www.evil-pay.com",
  "evil-pay.com 0800 12 34 56",
  "evil-pay.com other.com",
  "Bооking.com",
])("a company is not called «%s»", (name) => {
  expect(isCompanyName(name)).toBe(false);
});

const letters = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
  minLength: 2,
  maxLength: 12,
});
const suffix = fc.constantFrom("com", "be", "co.uk", "example", "shop", "io", "рф", "xn--p1ai", "github.io");
const dot = fc.constantFrom(".", "。", "．", "｡", "․", " .", " . ", "[.]", "(dot)");
const around = fc.constantFrom("", "pay at ", "(", "«", "=", "_", "@", "x/");

test("whatever stands around a site's address, however its dot is written, it is seen", () => {
  fc.assert(
    fc.property(
      around,
      // Registries sell names under `ac.be` and `co.com`: short ones can be an ending themselves, and no site.
      letters.filter((name) => name.length > 4),
      dot,
      suffix,
      fc.constantFrom("", "!", "/x?y", ")", " now", "."),
      (before, name, point, end, after) => {
        expect(namesSite(`${before}${name}${point}${end}${after}`)).toBe(true);
      },
    ),
  );
});

test("letters of one alphabet, apostrophes, hyphens and spaces are always a name", () => {
  const alphabet = fc.constantFrom("abcéłßžñ", "αβγδέω", "абвгдё", "אבגד", "漢字仮");
  const name = alphabet.chain((one) =>
    fc.array(fc.string({ unit: fc.constantFrom(...one, "'", "’", "-"), minLength: 1 }), {
      minLength: 1,
      maxLength: 4,
    }),
  );
  fc.assert(
    fc.property(name, (words) => {
      expect(isPlainName(words.join(" "))).toBe(true);
    }),
  );
});

test.each([
  "محمد علي",
  "Արամ Խաչատրյան",
  "রবীন্দ্রনাথ ঠাকুর",
  "ㄌㄧˇ ㄅㄞˊ",
  "Київстар",
  "अमित शर्मा",
  "ወርቁ ተሰማ",
  "გიორგი",
  "Ελλάς",
  "ગુજરાત",
  "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
  "王小明",
  "김철수",
  "בן־גוריון",
  "さくら",
  "ಕನ್ನಡ",
  "ヤマハ",
  "ខ្មែរ",
  "ລາວ",
  "Nguyễn Thị Ánh",
  "മലയാളം",
  "မြန်မာ",
  "ଓଡ଼ିଶା",
  "ශ්‍රී ලංකා",
  "தமிழ்",
  "తెలుగు",
  "ދިވެހި",
  "สมชาย ใจดี",
  "བཀྲ་ཤིས",
])("a name in a script of everyday use is one, alone and beside any other: «%s»", (name) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(name, "Ann", "Ольга", "3"), { maxLength: 3 }), (others) => {
      expect(isPlainName([name, ...others].join(" "))).toBe(true);
    }),
  );
});

test("one letter of another alphabet in a word is seen, wherever it stands", () => {
  fc.assert(
    fc.property(letters, fc.constantFrom(..."аеорсухіαορνꓑᏢⲢᑭⵏլყ𐑉ण०ס"), letters, (before, other, after) => {
      expect(isPlainName(before + other + after)).toBe(false);
    }),
  );
});
