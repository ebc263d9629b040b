/**
 * Talos on sandbox servers: machines that boot what lies on their disks, go from maintenance to a running cluster, and
 * answer Talos's own clients. Never here: the cluster's API (kubernetes/), certificates as such (pki/), nor anything of
 * the provider: what tests and what is tested must not be wrong together.
 */
export { openTalos } from "./open-talos";
