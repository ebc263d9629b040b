/** The talosconfig file: how clients reach Talos; no certificate is made here. */
export {
  type MergedTalosConfig,
  mergeTalosConfigs,
  parseTalosConfig,
  type TalosConfig,
  type TalosContext,
  writeTalosConfig,
} from "./talosconfig";
