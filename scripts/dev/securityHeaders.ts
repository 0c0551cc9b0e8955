/**
 * What every answer with a file of the console says to browsers. Whoever serves the console sends these: the mock, `vite preview` and
 * the container. HSTS is left to what ends TLS.
 */
export function securityHeaders(frameAncestors = "'self'"): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(frameAncestors),
    // The kind of a file is what its header says.
    'X-Content-Type-Options': 'nosniff',
    // Names of projects and images stay here.
    'Referrer-Policy': 'same-origin',
    // Nobody who opens the console, or is opened by it, holds on to its window.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': permissionsPolicy,
  }
}

/** The content security policy; the sources of `frame-ancestors` are those of `frameAncestors()`. */
function contentSecurityPolicy(frameAncestors: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // PatternFly's style sheets draw some icons by data: addresses.
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    // The element <base> says where the console lives.
    "base-uri 'self'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
    // Texts become scripts nowhere, and addresses become workers only by the one policy of src/lib/trustedScript.ts.
    "require-trusted-types-for 'script'",
    'trusted-types registry-console',
  ].join('; ')
}

/** Copying and the whole screen for logs are all that the console asks of a browser. */
const refusedFeatures =
  'camera microphone geolocation display-capture usb serial hid midi payment publickey-credentials-get screen-wake-lock ' +
  'accelerometer gyroscope magnetometer autoplay encrypted-media picture-in-picture xr-spatial-tracking'
const permissionsPolicy = refusedFeatures
  .split(' ')
  .map((feature) => `${feature}=()`)
  .concat('clipboard-write=(self)', 'fullscreen=(self)')
  .join(', ')
