import type { TypeTable } from "../../schema";

/** The file secrets.yaml. Field syntax: schema/field.ts. */
export const secretsTypes: TypeTable = {
  "secrets.Bundle":
    "cluster *secrets.Cluster; secrets *secrets.Secrets; trustdinfo *secrets.TrustdInfo; certs *secrets.Certs",
  "secrets.Cluster": "id string; secret string",
  "secrets.Secrets": "bootstraptoken string; aescbcencryptionsecret? string; secretboxencryptionsecret? string",
  "secrets.TrustdInfo": "token string",
  "secrets.Certs":
    "etcd *certificateAndKey; k8s *certificateAndKey; k8saggregator *certificateAndKey; k8sserviceaccount *keyOnly; os *certificateAndKey",
};
