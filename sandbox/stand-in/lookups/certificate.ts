import { foundCertificate } from "../verbs/certificate";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

const kind: Kind = {
  list: "certificates",
  one: "certificate",
  found: (json) => ({ ...foundCertificate(json), id: Number(json["id"]) }),
  isNameOrId: true,
};

/** `hcloud_certificate`. */
export const certificate = lookUpOne(kind);

/** `hcloud_certificates`. */
export const certificates = lookUpAll(kind);
