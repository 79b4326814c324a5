const light = {
  page: "#ffffff",
  paper: "#f7f5f0",
  text: "#14213a",
  muted: "#4a5568",
  primary: "#0a5866",
  primaryHover: "#073f49",
  onPrimary: "#ffffff",
  link: "#0a5866",
  field: "#6b7686",
  line: "#d9d5ca",
  error: "#a8201a",
  onError: "#ffffff",
  success: "#1b6b3f",
  caution: "#7a4b00",
  focus: "#f5b83d",
  focusEdge: "#14213a",
};

const dark: typeof light = {
  page: "#0e1620",
  paper: "#16212d",
  text: "#eaf0f4",
  muted: "#b4c0cc",
  primary: "#7fd1de",
  primaryHover: "#a5e2eb",
  onPrimary: "#06222a",
  link: "#8ad4e0",
  field: "#8593a3",
  line: "#2b3846",
  error: "#ff9c93",
  onError: "#2a0705",
  success: "#7fd6a4",
  caution: "#ffcf7a",
  focus: "#f5b83d",
  focusEdge: "transparent",
};

/** Who provides the portal: the only place with the provider's name, address, colors and fonts, on pages and in e-mails. */
export const brand = {
  portal: "Passerelle",
  provider: "Ardenne Networks",
  support: "support@ardenne.example",
  colors: { light, dark },
  fonts: {
    text: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
    mono: 'ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", monospace',
  },
} as const;
