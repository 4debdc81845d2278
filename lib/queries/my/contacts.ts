/** Whom to write to, and who supervises: for every page that names a way on. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { authority } from "../../gdpr/authorities";

export type Contacts = {
  controller: string;
  email: string;
  /** The shop's own page for whoever cancels a contract. */
  cancelUrl: string;
  /** Where its clocks go. */
  zone: string;
  authority: { name: string; url: string };
};

export function contacts(_who: Actor): Contacts {
  const { controller, authority: code, shop, zone } = policy();
  const { name, url } = authority(code);
  return {
    controller: controller.name,
    email: controller.dataProtectionOfficer,
    cancelUrl: shop.cancelUrl,
    zone,
    authority: { name, url },
  };
}
