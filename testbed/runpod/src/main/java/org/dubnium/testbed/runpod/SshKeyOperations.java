package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The calls about the account's SSH keys. */
final class SshKeyOperations {

  private static final Pattern KEY =
      Pattern.compile("(ssh|ecdsa|sk)-[^\\s]+ [^\\s]+([ \\t][^\\n\\r]*)?");

  private final Account account;

  SshKeyOperations(Account account) {
    this.account = account;
  }

  Reply get() {
    return Reply.ok(Json.list("keys", account.sshKeys, TextNode::valueOf));
  }

  Reply update(Fields body) {
    List<String> keys =
        body.only(Set.of("keys"))
            .strings("keys")
            .orElseThrow(() -> Problem.invalid(List.of("$: keys is required")));
    if (!keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
      throw Problem.invalid(List.of("$.keys: must be lines of authorized_keys"));
    }
    account.sshKeys = keys;
    return get();
  }
}
