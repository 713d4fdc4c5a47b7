# What smells of a secret, wherever it stands, is left out of evidence. GNU sed, extended expressions.
# Rather too much than too little: a word too many costs a question, a key too many costs the key.

# JSON: "apiKey": "…"
s/("[^"]*(key|token|secret|passw|passphrase|credential)[^"]*"[[:space:]]*:[[:space:]]*)"([^"\\]|\\.)*"/\1"[left-out]"/Ig
# an option: --api-key …, --token=…
s/(--?[a-z0-9_-]*(key|token|secret|passw|passphrase|credential)[a-z0-9_-]*)([= ]+)("[^"]*"|'[^']*'|[^[:space:]"';]+)/\1\3[left-out]/Ig
# an assignment: VLLM_API_KEY=…
s/([a-z0-9_.-]*(key|token|secret|passw|passphrase|credential)[a-z0-9_.-]*=)("[^"]*"|'[^']*'|[^[:space:]"';]*)/\1[left-out]/Ig
# a header, or a prompt: X-Api-Key: …
s/((key|token|secret|password|passphrase|authorization):[[:space:]]+)[^[:space:]].*/\1[left-out]/Ig
s/((bearer|basic) )[a-z0-9._~+\/=-]{8,}/\1[left-out]/Ig
# an address with a password
s,(://)[^/@[:space:]]+@,\1[left-out]@,g
# keys that show what they are
s/\b(sk|hf|ghp|gho|ghs|glpat|xox[abpr])[-_][A-Za-z0-9_-]{12,}/[left-out]/g
