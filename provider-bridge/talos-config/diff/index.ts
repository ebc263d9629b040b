/** What a configuration means: its normal form, hashes of it, and what tells two of them apart. Secrets never appear. */
export { createPatches } from "./create-patch";
export { type ConfigChange, diffConfigs, sameConfigs } from "./diff";
export { isKubernetesImage, withKubernetesTags } from "./kubernetes-images";
export { type HashOptions, hashConfig, type Leaf, normalForm } from "./normal-form";
