/** What the sandbox answers otherwise than the recorded server: every case by group, with its reason. */

interface Reason {
  readonly reason: string;
  /** Names of cases, with blanks between them, by group. */
  readonly cases: Readonly<Record<string, string>>;
}

const applied =
  "ssa ssa-again ssa-other-manager ssa-conflict ssa-force ssa-diff ssa-over-client ssa-migrate create-existing";
const customResources =
  "crd-wait crd-cr-apply crd-cr-apply-again crd-cr-invalid crd-get crd-get-short crd-explain crd-patch-merge " +
  "crd-patch-strategic crd-scale";
const undescribed = "explain explain-recursive";

const reasons: readonly Reason[] = [
  {
    reason: "server-side apply comes with the add-ons: a clear 501 until then",
    cases: {
      "server-side-apply":
        "create same-again change-own remove-field other-manager-new-field other-manager-same-value conflict " +
        "conflict-two-fields force first-conflicts-now first-gives-up force-drop-own update-by-put conflict-with-update " +
        "no-change-conflict-free update-managed-fields-clear apply-after-clear apply-after-clear-force no-manager " +
        "no-manager-param manager-with-space force-on-merge with-managed-fields no-kind wrong-kind wrong-name no-name " +
        "wrong-namespace not-yaml yaml-name-y yaml-body unknown-field unknown-field-strict with-rv-missing with-rv-stale " +
        "with-uid missing-namespace dry-run-conflict dry-run-change dry-run-create after-dry-run null-value",
      "apply-lists":
        "create second-manager-container third-manager-env conflict-in-list second-drops-container scale-by-other " +
        "replicas-conflict drop-replicas kubectl-style-update conflict-with-strategic force-back duplicate-list-keys " +
        "bad-type unknown-field immutable service service-port-two status-apply status-in-main",
      "kubectl-1.32": applied,
      "kubectl-1.35": applied,
    },
  },
  {
    reason: "custom resources come with the add-ons: definitions are kept, but nothing is served for them until then",
    cases: {
      crd:
        "create-crd established served discovery discovery-group create create-pruned strict-unknown warn-unknown " +
        "invalid-many missing-required missing-spec wrong-type cel-rule duplicate-map-key duplicate-set null-default " +
        "wrong-kind wrong-version bad-name transition-set transition-change put-no-rv put put-stale " +
        "label-keeps-generation status-in-main-ignored status status-bad-type scale-get scale-set scale-after table " +
        "table-one partial-list strategic-refused json-patch json-patch-invalid apply apply-second apply-conflict " +
        "apply-removes apply-unknown apply-bad-type metadata-unknown metadata-bad-type yaml field-selector " +
        "field-selector-bad protobuf-refused cr-paging w w-create w-delete w:events crd-bad-schema crd-bad-name " +
        "crd-no-schema crd-no-storage crd-protected-group crd-default-invalid crd-bad-cel crd-scope-change crd-table " +
        "name-conflict name-conflict-status crd-add-version other-version delete-crd-with-instances",
      "kubectl-1.32": customResources,
      "kubectl-1.35": customResources,
    },
  },
  {
    reason: "quotas and limit ranges are kept, but neither counted nor enforced",
    cases: {
      admission:
        "quota-counted quota-table secret-2 pod-without-request pod-too-big pod-defaulted pod-over-limit-range quota-used",
    },
  },
  {
    reason: "pod security levels are not enforced: pods here do nothing",
    cases: { admission: "psa-privileged psa-baseline-warned psa-deployment-warns psa-relabel-warns psa-bad-level" },
  },
  {
    reason: "webhooks and admission policies (CEL) are kept, but not asked",
    cases: { admission: "vap vap-binding vap-denied vap-bad-cel webhook webhook-unreachable webhook-table" },
  },
  {
    reason: "the message ends with a comparison of Go structures line by line",
    cases: {
      pods: "node-name-change ephemeral-main",
      "priority-storage": "pvc-shrink pv-source-change",
      "status-and-scale": "pod-command-change",
    },
  },
  {
    reason: "the message quotes the whole object, whose members the real server has in an order of its own",
    cases: {
      "events-leases": "lease-short-time",
      "patch-merge-json": "merge-other-kind",
      "secrets-configmaps": "bad-base64-patch",
    },
  },
  {
    reason: "the recorder had no kubelet: a port that refuses, and a name that its DNS did not know",
    cases: { nodes: "proxy", pods: "log-no-kubelet", "kubectl-1.32": "logs", "kubectl-1.35": "logs" },
  },
  {
    reason: "the recorder asked before a controller had looked; at speed 0 it has",
    cases: { "namespace-lifecycle": "delete-again", controllers: "ds-table" },
  },
  {
    reason: "controllers write the same in other steps, which managedFields tell",
    cases: { authorization: "aggregated-result", controllers: "job-pod-done delete-foreground" },
  },
  {
    reason: "an empty list that is written as null is owned by nobody",
    cases: { "name-validation": "role-name-colon" },
  },
  {
    reason: "the recorder's server listened on port 16443",
    cases: { services: "kubernetes" },
  },
  {
    reason: "the sandbox's OpenAPI documents describe no fields in words",
    cases: { "kubectl-1.32": undescribed, "kubectl-1.35": undescribed },
  },
];

const byCase = new Map<string, string>();
for (const { reason, cases } of reasons) {
  for (const [group, names] of Object.entries(cases))
    for (const name of names.split(" ")) byCase.set(`${group}/${name}`, reason);
}

/** Why a case is not counted as failed; undefined: it is. */
export function reasonFor(group: string, name: string): string | undefined {
  return byCase.get(`${group}/${name}`);
}

/** The listed cases of a group: each must be there, and must differ. */
export function listedCases(group: string): readonly string[] {
  const prefix = `${group}/`;
  return [...byCase.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}
