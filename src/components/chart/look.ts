/** How a part of a chart looks: what is well, what needs a look soon, what is late, what is not known or of less weight. */
export type Look = "calm" | "soon" | "late" | "pale";

/** A part of a chart with its label and the number as it is written. */
export interface Part {
  readonly label: string;
  readonly count: number;
  readonly written: string;
  readonly look: Look;
}

/** What fills a part over its color. */
export const hatching = (id: string, look: Look) => (look === "calm" ? "none" : `url(#${id}-${look})`);
