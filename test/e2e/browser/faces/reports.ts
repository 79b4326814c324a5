import type { Faces } from "./face.ts";

/** Reports of a group with two lists, of a company with one, and where nothing was loaded, by the administrator. */
export const reportFaces: Faces = async function* ({ language, signedIn }) {
  const at = (id: string, page = "") => `/${language}/organizations/${id}/reports${page}`;
  const els = await signedIn("els.wouters@noorderkaai.example");
  const marc = await signedIn("marc.thill@moselane.example");
  yield { name: "portal-reports", answer: await els.go(`/${language}/portal`) };
  yield { name: "reports", answer: await els.go(at("noorderkaai")) };
  yield { name: "reports-one-list", answer: await marc.go(at("moselane")) };
  yield { name: "reports-empty", answer: await els.go(at("noorderkaai-haven")) };
  for (const part of ["coverage", "contracts", "support"]) {
    yield { name: `report-${part}`, answer: await els.go(at("noorderkaai", `/${part}`)) };
    yield { name: `report-${part}-one-list`, answer: await marc.go(at("moselane", `/${part}`)) };
    yield { name: `report-${part}-empty`, answer: await els.go(at("noorderkaai-haven", `/${part}`)) };
  }
};
