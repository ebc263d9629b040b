import { signRequest } from "../../pki";
import { at, type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { hasCondition, withCondition } from "../subresources/conditions";
import type { Controller, ControllerFactory } from "./controller";
import { ControllerWriter } from "./writer";

const year = 365 * 24 * 3600;

/** Usages that a signer knows: those that must be there, and those that may. */
const signers: Readonly<
  Record<string, { readonly needs: string; readonly may: readonly string[]; readonly kind: string }>
> = {
  "kubernetes.io/kube-apiserver-client": {
    needs: "client auth",
    may: ["digital signature", "key encipherment"],
    kind: "client certificate",
  },
  "kubernetes.io/kube-apiserver-client-kubelet": {
    needs: "client auth",
    may: ["digital signature", "key encipherment"],
    kind: "kubelet client certificate",
  },
  "kubernetes.io/kubelet-serving": {
    needs: "server auth",
    may: ["digital signature", "key encipherment"],
    kind: "kubelet serving certificate",
  },
};

/** The request that a write leaves, by its name: what every controller of requests works on. */
export const requestOf: Controller["keysOf"] = ({ key, type }) =>
  key.resource === "certificates.k8s.io/certificatesigningrequests" && type !== "DELETED" ? [key.name] : [];

/** Signs requests that are approved, with the cluster's CA. */
export const csrSigningController: ControllerFactory = (parts) => {
  const requests = parts.resources.named("certificatesigningrequests", "certificates.k8s.io");
  const writer = new ControllerWriter(parts);
  return {
    keysOf: requestOf,
    reconcile: async (name) => {
      const request = parts.registry.find(requests, "", name);
      if (request === undefined || !isDue(request)) return;
      const signer = signers[textOf(at(request, "spec", "signerName"))];
      if (signer === undefined) return;
      const usages = textsOf(at(request, "spec", "usages"));
      const wrong = usages.find((usage) => usage !== signer.needs && !signer.may.includes(usage));
      if (wrong !== undefined || !usages.includes(signer.needs)) {
        const failed = withCondition(request, {
          type: "Failed",
          status: "True",
          reason: "SignerValidationFailure",
          message:
            wrong === undefined
              ? `missing usage for ${signer.kind}: ${signer.needs}`
              : `invalid usage for ${signer.kind}: ${wrong}`,
        });
        writer.updateStatus(requests, request, objectOf(failed["status"]));
        return;
      }
      const certificate = await signed(request, usages);
      const live = parts.registry.find(requests, "", name);
      if (live !== undefined && isDue(live))
        writer.updateStatus(requests, live, { ...objectOf(live["status"]), certificate });
    },
  };

  async function signed(request: JsonObject, usages: readonly string[]): Promise<string> {
    const nowMs = parts.clock.now();
    const seconds = at(request, "spec", "expirationSeconds");
    const pem = Buffer.from(textOf(at(request, "spec", "request")), "base64").toString("utf8");
    const certificate = await signRequest(parts.identity().ca, pem, {
      notBeforeMs: nowMs - 5 * 60 * 1000,
      notAfterMs: nowMs + (typeof seconds === "number" ? Math.min(seconds, year) : year) * 1000,
      usages: usages.includes("server auth") ? ["server"] : ["client"],
    });
    return Buffer.from(certificate).toString("base64");
  }
};

function isDue(request: JsonObject): boolean {
  if (textOf(at(request, "status", "certificate")) !== "") return false;
  const types = objectsOf(at(request, "status", "conditions")).map((row) => row["type"]);
  return hasCondition(request, "Approved") && !types.includes("Denied") && !types.includes("Failed");
}

/** Approves the client certificates of kubelets, as the real one does for those who may ask for them. */
export const csrApprovingController: ControllerFactory = (parts) => {
  const requests = parts.resources.named("certificatesigningrequests", "certificates.k8s.io");
  const writer = new ControllerWriter(parts);
  return {
    keysOf: requestOf,
    reconcile: (name) => {
      const request = parts.registry.find(requests, "", name);
      if (request === undefined || objectsOf(at(request, "status", "conditions")).length > 0) return;
      if (at(request, "spec", "signerName") !== "kubernetes.io/kube-apiserver-client-kubelet") return;
      const groups = textsOf(at(request, "spec", "groups"));
      if (!groups.includes("system:bootstrappers") && !groups.includes("system:nodes")) return;
      const message = "Auto approving kubelet client certificate after SubjectAccessReview.";
      const approved = withCondition(request, { type: "Approved", status: "True", reason: "AutoApproved", message });
      writer.update(requests, request, (live) => ({ ...live, status: objectOf(approved["status"]) }), "approval");
    },
  };
};
