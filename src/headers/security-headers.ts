import { permissionsPolicy } from "./permissions.ts";

const policy = {
  "default-src": "'none'",
  "script-src": "'self'",
  // The dev server puts its styles into the page.
  "style-src": import.meta.env?.DEV ? "'self' 'unsafe-inline'" : "'self'",
  "img-src": "'self'",
  "font-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "form-action": "'self'",
  "base-uri": "'none'",
  "object-src": "'none'",
  "frame-ancestors": "'none'",
};

/** The one source of security headers: the Worker's answers and the assets' `_headers` (SECURITY.md 9). */
export function securityHeaders({ framedByItself = false, passkeys = false } = {}): Record<string, string> {
  const directives = framedByItself
    ? { ...policy, "frame-ancestors": "'self'", "frame-src": "'self'", "style-src": "'self' 'unsafe-inline'" }
    : policy;
  return {
    "Content-Security-Policy": Object.entries(directives)
      .map(([name, value]) => `${name} ${value}`)
      .join("; "),
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": permissionsPolicy(passkeys),
    "Referrer-Policy": "same-origin",
  };
}
