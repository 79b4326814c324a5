const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/u;

/** Whether a host name is this machine itself. */
export const isLoopback = (hostname: string) => loopback.test(hostname);

/** Whether an address leads to this machine itself. */
export const onThisMachine = (address: string) =>
  URL.canParse(address) && isLoopback(new URL(address).hostname);
