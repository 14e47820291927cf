// Passkeys: fetch a challenge, ask the device, send its answer as an ordinary form.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

const askFor = {
  async get(options) {
    const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: listed(options.allowCredentials) };
    const made = await navigator.credentials.get({ publicKey });
    const { clientDataJSON, authenticatorData, signature, userHandle } = made.response;
    return {
      id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {},
      response: {
        clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData),
        signature: text(signature), userHandle: userHandle ? text(userHandle) : null,
      },
    };
  },
  async create(options) {
    const user = { ...options.user, id: bytes(options.user.id) };
    const publicKey = { ...options, user, challenge: bytes(options.challenge), excludeCredentials: listed(options.excludeCredentials) };
    const made = await navigator.credentials.create({ publicKey });
    const { clientDataJSON, attestationObject } = made.response;
    return {
      id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {},
      response: { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) },
    };
  },
};

async function challenge(form) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(form.dataset.challenge, { method: "POST", headers: { "X-CSRFToken": token } });
  if (answer.status === 401 && form.dataset.again) return location.assign(form.dataset.again);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function show(form) {
  const said = form.querySelector("[role=status]");
  said.textContent = "Đang chờ máy xác nhận…";
  try {
    const options = await challenge(form);
    if (!options) return;
    form.elements.khoa.value = JSON.stringify(await askFor[form.dataset.passkey](options));
    form.submit();
  } catch {
    said.textContent = "Chưa nhận được khóa. Bấm lại để thử lần nữa, hoặc dùng cách khác.";
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); show(form); });
  }
}
