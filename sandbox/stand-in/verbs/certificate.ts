import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject } from "../api";
import { madeId } from "./made-id";
import { differs, givenLabels, labelsValue, text, textOrNull, texts } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** What is known of a certificate of an answer, for the resource and for data sources. */
export function foundCertificate(certificate: JsonObject): Found {
  return {
    id: String(certificate["id"]),
    name: String(certificate["name"]),
    type: String(certificate["type"]),
    certificate: textOrNull(certificate["certificate"]),
    labels: labelsValue(certificate["labels"]),
    domain_names: texts(certificate["domain_names"]),
    fingerprint: textOrNull(certificate["fingerprint"]),
    created: textOrNull(certificate["created"]),
    not_valid_before: textOrNull(certificate["not_valid_before"]),
    not_valid_after: textOrNull(certificate["not_valid_after"]),
  };
}

async function read(idOrName: string, { api }: VerbContext): Promise<Found | undefined> {
  const certificate = await api.findByIdOrName("certificates", "certificate", idOrName);
  return certificate === undefined ? undefined : foundCertificate(certificate);
}

/** What both kinds have in common; `given` is what a create sends beside name and labels. */
function certificateVerbs(given: (plan: ValueMap) => JsonObject): Verbs {
  return {
    create: async (plan, context) => {
      const body = { name: text(plan, "name"), ...given(plan), ...givenLabels(plan) };
      const answer = await context.api.post("/certificates", body);
      const id = madeId(answer, "certificate");
      context.made({ id });
      await context.api.waitFor(answer);
      return (await read(id, context)) ?? { id };
    },
    read: (state, context) => read(text(state, "id"), context),
    update: async (state, plan, context) => {
      const id = text(state, "id");
      if ((await read(id, context)) === undefined) return undefined;
      const put = (body: JsonObject) => context.api.put(`/certificates/${id}`, body);
      if (differs(state, plan, "name")) await put({ name: text(plan, "name") });
      if (differs(state, plan, "labels")) await put({ labels: givenLabels(plan).labels ?? {} });
      return read(id, context);
    },
    delete: async (state, { api }) => {
      try {
        await api.delete(`/certificates/${text(state, "id")}`);
      } catch (error) {
        if (!failedWith(error, "not_found")) throw error;
      }
    },
    importState: async (id) => ({ id }),
  };
}

/** `hcloud_uploaded_certificate`, and `hcloud_certificate`, which is its older name. */
export const uploadedCertificate = certificateVerbs((plan) => ({
  type: "uploaded",
  certificate: text(plan, "certificate"),
  private_key: text(plan, "private_key"),
}));

/** `hcloud_managed_certificate`: Hetzner has it issued, which is waited for. */
export const managedCertificate = certificateVerbs((plan) => ({
  type: "managed",
  domain_names: texts(plan.get("domain_names")),
}));
