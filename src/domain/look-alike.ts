import { normalized } from "./text.ts";

/** What looks like a letter from a to z, i like l: by Unicode's confusables, and digits and signs that people take for letters. */
const alike = {
  a: "⍺ɑαаΑА⍶4@ɐɒⱥᴀдλ卂",
  aa: "ꜳꜲ",
  ae: "æӕÆӔ",
  ao: "ꜵꜴ",
  au: "ꜷꜶ",
  av: "ꜹꜻꜸꜺ",
  ay: "ꜽꜼ",
  b: "ƄЬꞴΒВɓƃƂБƀҍҌѣѢ8ʙß",
  bl: "Ы",
  c: "ᴄсС¢ȼ₡ҫҪ",
  d: "ԁɗɖƌđĐÐƉ₫ᴅ",
  dz: "ʣ",
  e: "℮ꬲеҽ⋿ΕЕɇɆҿ3€ɛəǝᴇєэ乇",
  f: "ꬵꞙẝքꞘϜƒƑᵮꜰ",
  g: "ɡᶃƍցԌɠǥǤ9ɢ",
  h: "һհΗНɦꚕⱧҢħћĦӉӇʜ",
  j: "ϳјꞲͿЈɉɈᴊȷ",
  k: "ΚКƙⱩҚ₭ꝀҞᴋк",
  l: "⍳ıɪɩιіꙇӏ⍸ɨᵻᵼ∣⏽ƖǀΙІӀłŁɭƗƚɫ1|!£ⱡʟꞁ丨ㅣㄥ",
  ll: "‖∥ǁ",
  lo: "Ю",
  ls: "ʪ",
  lt: "₶",
  lz: "ʫ",
  m: "ΜϺМӍ₥ɱᵯᴍм",
  n: "ոռΝɳƞηƝᵰɴŋпи几刀",
  o: "ᴏᴑꬽοσоօΟОՕøꬾØɵꝋөѳ⊖⊝⍬ƟꝊθΘӨѲ0〇",
  oe: "œŒ",
  oo: "∞ꝏꚙꝎꚘ",
  p: "⍴ρрΡРƥᵽᴘꝑþ卩尸",
  q: "ԛգզʠꞯ",
  r: "ꭇꭈᴦгƦɽɼɍғᵲʀɾя尺",
  s: "ꜱƽѕЅՏʂᵴ5$§丂",
  t: "⊤⟙ΤТƭ⍡ȾƮҬ₮ŧŦᵵ7+ᴛт",
  tf: "ꝷ",
  ts: "ʦ",
  u: "ꞟᴜꭎꭒʋυս∪⋃ՍᵾɄц",
  ue: "ᵫ",
  uo: "ꭣ",
  v: "∨⋁ᴠνѵѴ",
  w: "ɯᴡѡԝաԜѽ₩ꝡωш",
  x: "×⤫⤬⨯х╳ꞳΧХ⨰Ҳ",
  y: "ɣᶌʏỿꭚγуүΥУҮƴɏұ¥ɎҰ",
  z: "ᴢΖʐƶƵȥȤᵶ2",
};

const plain = new Map(
  Object.entries(alike).flatMap(([letters, signs]) => [...signs].map((sign) => [sign, letters] as const)),
);

/** White letters in black, or in a frame: A to Z three times over. */
const framed = (sign: string) => {
  const at = sign.codePointAt(0)! - 0x1f130;
  return at >= 0 && at < 90 && at % 32 < 26 ? String.fromCodePoint(97 + (at % 32)) : sign;
};

/** What a text looks like at a glance: letters and digits alone, small, without signs on them, those that look alike as one, none doubled. */
export const glance = (text: string) =>
  [...normalized(text, "NFKD")]
    .map((sign) => plain.get(sign) ?? plain.get(sign.toLowerCase()) ?? framed(sign))
    .join("")
    .toLowerCase()
    .replaceAll("i", "l")
    .replace(/\p{M}/gu, "")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replaceAll("cl", "d")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/(.)\1+/gu, "$1");
