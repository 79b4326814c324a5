import { connect, type Socket } from "node:net";

/** So many forms that begin and never end, each from one of these networks, or from this machine. */
export function beginForms(url: string, count: number, networks: readonly string[] = []): Socket[] {
  const { host, port, origin } = new URL(url);
  return Array.from({ length: count }, (_, at) => {
    const network = networks[at % networks.length];
    const head = [
      "POST /en/sign-in HTTP/1.1",
      `Host: ${host}`,
      `Origin: ${origin}`,
      ...(network ? [`CF-Connecting-IP: ${network}`] : []),
      "Content-Type: application/x-www-form-urlencoded",
      "Content-Length: 500",
    ];
    const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
    socket.write(`${head.join("\r\n")}\r\n\r\nemail=`);
    return socket;
  });
}
