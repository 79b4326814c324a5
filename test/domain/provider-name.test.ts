import { expect, test } from "vitest";
import { brand } from "#src/brand/brand.ts";
import { namesProvider } from "#src/domain/provider-name.ts";

test("nobody and nothing is called as the provider or the portal is, however it is written", () => {
  const { provider, portal } = brand;
  const spaced = [...provider].join(" ");
  const lookAlike = [
    portal.replace("ll", "lI"),
    provider.replace("k", "\u1d0b"),
    portal.toUpperCase().replace("A", "\u{1F170}"),
  ];
  const pretended = [
    ...lookAlike,
    provider,
    portal,
    `${portal} Support`,
    provider.toUpperCase(),
    spaced,
    provider.replace("e", "é"),
  ];

  expect(pretended.filter((name) => !namesProvider(name))).toEqual([]);
  expect(
    ["Ann Ardenne", "Networks of the North", "Els Passer", `Anne ${portal}`, `La ${portal} ASBL`].filter(
      namesProvider,
    ),
  ).toEqual([]);
});
