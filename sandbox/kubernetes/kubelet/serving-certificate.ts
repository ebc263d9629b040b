import { createRequest } from "../../pki";
import { ApiError } from "../api/api-error";
import type { User } from "../auth/user";
import type { ControllerParts } from "../controllers/controller";
import { at, textOf } from "../plain/json";
import type { KubeletFacts } from "../seam";

const signerName = "kubernetes.io/kubelet-serving";
/** A kubelet asks anew when nobody has answered for so long, milliseconds. */
const patienceMs = 15 * 60_000;

/** A kubelet's wish for a serving certificate: a request that somebody has to approve (nobody does by default). */
export class ServingCertificate {
  readonly #parts: ControllerParts;
  #askedMs: number | undefined;
  #isAsking = false;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
  }

  /** Asks, unless there is an answer, or a request that still may get one. */
  ask(facts: KubeletFacts): void {
    if (facts.rotatesServerCertificates !== true || this.#isAsking) return;
    const nowMs = this.#parts.clock.now();
    if (this.#askedMs !== undefined && nowMs - this.#askedMs < patienceMs) return;
    this.#askedMs = nowMs;
    const user = nodeUser(facts.nodeName);
    const own = this.#parts.registry.store
      .list("certificates.k8s.io/certificatesigningrequests")
      .filter((row) => at(row, "spec", "username") === user.name && at(row, "spec", "signerName") === signerName);
    const isWaiting = own.some(
      (row) => nowMs - Date.parse(textOf(at(row, "metadata", "creationTimestamp"))) < patienceMs,
    );
    if (isWaiting || own.some((row) => textOf(at(row, "status", "certificate")) !== "")) return;
    this.#isAsking = true;
    this.#post(facts, user)
      .catch((error: unknown) => {
        this.#askedMs = undefined;
        if (!(error instanceof ApiError)) this.#parts.note(`Cannot ask for a serving certificate: ${String(error)}`);
      })
      .finally(() => {
        this.#isAsking = false;
      });
  }

  async #post({ nodeName, addresses }: KubeletFacts, user: User): Promise<void> {
    const { requestPem } = await createRequest({
      subject: { commonName: user.name, organizations: ["system:nodes"] },
      dnsNames: [...new Set(addresses.flatMap(({ type, address }) => (type === "Hostname" ? [address] : [])))],
      ips: addresses.flatMap(({ type, address }) => (type === "Hostname" ? [] : [address])),
    });
    const { registry, resources } = this.#parts;
    const spec = {
      request: Buffer.from(requestPem).toString("base64"),
      signerName,
      usages: ["digital signature", "server auth"],
    };
    registry.create(
      resources.named("certificatesigningrequests", "certificates.k8s.io"),
      "",
      { metadata: { generateName: "csr-" }, spec },
      { user, manager: "kubelet" },
    );
    this.#parts.note(`Kubelet of "${nodeName}" asks for a serving certificate`);
  }
}

/** The kubelet of a node as the API server knows it by its certificate. */
export function nodeUser(nodeName: string): User {
  return {
    name: `system:node:${nodeName}`,
    uid: "",
    groups: ["system:nodes", "system:authenticated"],
    extra: {},
  };
}
