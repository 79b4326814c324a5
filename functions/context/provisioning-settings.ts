/** What is wrong with the settings of the provisioning hook; null: nothing, or there is none. */
export function provisioningProblem(url = "", secret = ""): string | null {
  if (!url) return null;
  if (!URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol))
    return "PROVISIONING_URL must be an http or https address";
  return /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/u.test(secret)
    ? null
    : "PROVISIONING_SECRET must be whsec_ and 24 bytes or more in base64 when PROVISIONING_URL is set";
}
