/** Configurations as Hetzner's user_data: how big they are and why; nothing is sent anywhere. */
export { type Contributor, maxUserDataBytes, type UserDataBudget, userDataBudget } from "./budget";
