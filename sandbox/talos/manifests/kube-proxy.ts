/** kube-proxy, on every node unless the configuration turns it off. */
import { accountBinding, daemonSet, type ManifestObject, serviceAccount, smallRequests } from "./objects";

/** kube-proxy's objects; `args` follow its command. */
export function kubeProxy(image: string, args: readonly string[]): ManifestObject[] {
  const labels = { "k8s-app": "kube-proxy", tier: "node" };
  const fromField = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return [
    daemonSet("kube-proxy", labels, {
      priorityClassName: "system-cluster-critical",
      serviceAccountName: "kube-proxy",
      containers: [
        {
          name: "kube-proxy",
          image,
          command: ["/usr/local/bin/kube-proxy", ...args],
          env: [fromField("NODE_NAME", "spec.nodeName"), fromField("POD_IP", "status.podIP")],
          resources: smallRequests,
          securityContext: { privileged: true },
          volumeMounts: [
            { name: "lib-modules", mountPath: "/lib/modules", readOnly: true },
            { name: "ssl-certs-host", mountPath: "/etc/ssl/certs", readOnly: true },
            { name: "kubeconfig", mountPath: "/etc/kubernetes", readOnly: true },
          ],
        },
      ],
      volumes: [
        { name: "lib-modules", hostPath: { path: "/usr/lib/modules" } },
        { name: "ssl-certs-host", hostPath: { path: "/etc/ssl/certs" } },
        { name: "kubeconfig", configMap: { name: "kubeconfig-in-cluster" } },
      ],
    }),
    serviceAccount("kube-proxy"),
    accountBinding({ name: "kube-proxy" }, "system:node-proxier", "kube-proxy"),
  ];
}
