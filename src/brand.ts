/** Who provides the portal: the only place with the provider's name, address and colors outside the stylesheet. */
export const brand = {
  portal: "Passerelle",
  provider: "Ardenne Networks",
  support: "support@ardenne.example",
  /** For what CSS custom properties cannot reach: e-mails and the browser's own frame. Same values as styles/_brand.scss. */
  colors: {
    light: {
      page: "#FFFFFF",
      paper: "#F7F5F0",
      text: "#14213A",
      muted: "#4A5568",
      primary: "#0A5866",
      onPrimary: "#FFFFFF",
      line: "#D9D5CA",
    },
    dark: {
      page: "#0E1620",
      paper: "#16212D",
      text: "#EAF0F4",
      muted: "#B4C0CC",
      primary: "#7FD1DE",
      onPrimary: "#06222A",
      line: "#2B3846",
    },
  },
} as const;
