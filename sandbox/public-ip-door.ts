/** The service that tells a caller its own address, as firewall rules for "my own IP" want it. */
import { listenHttp } from "./http-listener";
import type { OpenDoor } from "./world";

/** Answers every request with the address that a caller outside the cluster has here. */
export const openPublicIpDoor: OpenDoor = async (_world, { host }) => {
  const listener = await listenHttp({ host, port: 0 }, async () => ({
    status: 200,
    headers: { "content-type": "text/plain" },
    body: "127.0.0.1\n",
  }));
  return {
    name: "public-ip",
    environment: { HEPHAESTUS_PUBLIC_IP_URL: listener.url },
    close: () => listener.close(),
  };
};
