import { cronJobRules, jobRules } from "./batch";
import { configMapRules, secretRules } from "./config-data";
import { csrRules } from "./csr";
import { eventRules } from "./event";
import { namespaceRules } from "./namespace";
import { endpointSliceRules, endpointsRules, ingressClassRules, ingressRules, networkPolicyRules } from "./networking";
import { nodeRules } from "./node";
import { podRules } from "./pod";
import { podDisruptionBudgetRules } from "./policy";
import { rbacRules } from "./rbac";
import type { RuleTable } from "./rules-of-kind";
import { serviceRules } from "./service";
import {
  apiServiceRules,
  leaseRules,
  limitRangeRules,
  priorityClassRules,
  resourceQuotaRules,
  runtimeClassRules,
  serviceAccountRules,
  webhookRules,
} from "./small-kinds";
import {
  csiDriverRules,
  csiNodeRules,
  persistentVolumeClaimRules,
  persistentVolumeRules,
  storageClassRules,
  volumeAttachmentRules,
} from "./storage";
import {
  controllerRevisionRules,
  daemonSetRules,
  deploymentRules,
  podTemplateRules,
  replicaSetRules,
  replicationControllerRules,
  statefulSetRules,
} from "./workloads";

/** The rules of every built-in kind that has any; add-ons add to a copy of this table. */
export const builtInRules: RuleTable = {
  "/configmaps": configMapRules,
  "/endpoints": endpointsRules,
  "/events": eventRules,
  "/limitranges": limitRangeRules,
  "/namespaces": namespaceRules,
  "/nodes": nodeRules,
  "/persistentvolumeclaims": persistentVolumeClaimRules,
  "/persistentvolumes": persistentVolumeRules,
  "/pods": podRules,
  "/podtemplates": podTemplateRules,
  "/replicationcontrollers": replicationControllerRules,
  "/resourcequotas": resourceQuotaRules,
  "/secrets": secretRules,
  "/serviceaccounts": serviceAccountRules,
  "/services": serviceRules,
  "admissionregistration.k8s.io/mutatingwebhookconfigurations": webhookRules,
  "admissionregistration.k8s.io/validatingwebhookconfigurations": webhookRules,
  "apiregistration.k8s.io/apiservices": apiServiceRules,
  "apps/controllerrevisions": controllerRevisionRules,
  "apps/daemonsets": daemonSetRules,
  "apps/deployments": deploymentRules,
  "apps/replicasets": replicaSetRules,
  "apps/statefulsets": statefulSetRules,
  "batch/cronjobs": cronJobRules,
  "batch/jobs": jobRules,
  "certificates.k8s.io/certificatesigningrequests": csrRules,
  "coordination.k8s.io/leases": leaseRules,
  "discovery.k8s.io/endpointslices": endpointSliceRules,
  "networking.k8s.io/ingressclasses": ingressClassRules,
  "networking.k8s.io/ingresses": ingressRules,
  "networking.k8s.io/networkpolicies": networkPolicyRules,
  "node.k8s.io/runtimeclasses": runtimeClassRules,
  "policy/poddisruptionbudgets": podDisruptionBudgetRules,
  "rbac.authorization.k8s.io/clusterrolebindings": rbacRules.clusterRoleBinding,
  "rbac.authorization.k8s.io/clusterroles": rbacRules.clusterRole,
  "rbac.authorization.k8s.io/rolebindings": rbacRules.roleBinding,
  "rbac.authorization.k8s.io/roles": rbacRules.role,
  "scheduling.k8s.io/priorityclasses": priorityClassRules,
  "storage.k8s.io/csidrivers": csiDriverRules,
  "storage.k8s.io/csinodes": csiNodeRules,
  "storage.k8s.io/storageclasses": storageClassRules,
  "storage.k8s.io/volumeattachments": volumeAttachmentRules,
};
