// Seal what nobody may read on this phone, for the service alone: its public key comes with the page, and each row gets
// a key of its own that is forgotten at once. What opens it is in jobmatch/sealed.py.
"use strict";

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const textOf = (...parts) => btoa(parts.map((part) => String.fromCharCode(...new Uint8Array(part))).join(""));

async function seal(publicKey, values, row) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const { subtle } = crypto;
  const theirs = await subtle.importKey("raw", bytesOf(publicKey), curve, false, []);
  const ours = await subtle.generateKey(curve, false, ["deriveBits"]);
  const agreed = await subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const point = new Uint8Array(await subtle.exportKey("raw", ours.publicKey));
  const info = new Uint8Array([...new TextEncoder().encode("jobmatch walk-in"), ...point]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const raw = await subtle.importKey("raw", agreed, "HKDF", false, ["deriveKey"]);
  const key = await subtle.deriveKey(derivation, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const way = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(row) };
  return textOf(point, iv, await subtle.encrypt(way, key, new TextEncoder().encode(JSON.stringify(values))));
}
