/** What a browser can let a page do: `document.featurePolicy.features()` of Chromium, less the hints that it sends only when asked. */
const features = `
  accelerometer aria-notify autoplay browsing-topics camera captured-surface-control clipboard-read
  clipboard-write compute-pressure cross-origin-isolated deferred-fetch deferred-fetch-minimal
  digital-credentials-create digital-credentials-get display-capture encrypted-media fullscreen gamepad
  geolocation gyroscope hid identity-credentials-get idle-detection interest-cohort keyboard-map
  language-detector language-model local-fonts local-network local-network-access loopback-network
  magnetometer media-playback-while-not-visible microphone midi on-device-speech-recognition otp-credentials
  payment picture-in-picture private-state-token-issuance private-state-token-redemption
  publickey-credentials-create publickey-credentials-get screen-wake-lock serial speaker-selection
  storage-access summarizer sync-xhr translator unload usb window-management xr-spatial-tracking
`;

/** The portal may do none of it, and nothing that it would embed; the pages for passkeys may ask for these. */
export const permissionsPolicy = (passkeys: boolean) =>
  features
    .trim()
    .split(/\s+/u)
    .map((feature) => `${feature}=(${passkeys && feature.startsWith("publickey-") ? "self" : ""})`)
    .join(", ");
