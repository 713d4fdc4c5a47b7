package org.dubnium.fleet.pod;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A digest of what the pods of a declaration are made of. If it is another, they have to be
 * replaced for the declaration to hold; what is only asked of them (count, probe, metrics, idle
 * policy, budget) is not in it, nor are the values of secrets, nor the GPUs, clouds and data centres
 * to choose from: a pod tells itself which of them it has. A worker is made for one head of its
 * Slurm cluster.
 */
public final class PodFingerprint {

  private static final int LENGTH = 32;

  private PodFingerprint() {}

  /**
   * 32 hexadecimal digits, the same for equal declarations in any process.
   *
   * @param head that a worker joins; of no account for other roles
   */
  public static String of(PodDeclaration declaration, Optional<SlurmHead> head) {
    PodContainer container = declaration.container();
    MessageDigest digest = sha256();
    put(digest, List.of(Integer.toString(declaration.gpuCount())));
    put(digest, container.image().stream().toList());
    put(digest, container.template().stream().toList());
    put(digest, container.arguments().stream().toList());
    put(digest, container.diskGigabytes().stream().mapToObj(Integer::toString).toList());
    put(digest, container.ports());
    put(digest, flat(container.environment()));
    put(digest, flat(container.secrets()));
    put(digest, container.registry().stream().toList());
    put(digest, declaration.storage().map(PodFingerprint::storage).orElse(List.of()));
    put(digest, List.of(Boolean.toString(declaration.globalNetworking())));
    put(digest, List.of(declaration.role().word()));
    if (declaration.role() == PodRole.WORKER) {
      head.ifPresent(each -> put(digest, List.of(each.podId())));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
  }

  private static List<String> storage(PodStorage storage) {
    return switch (storage) {
      case PodStorage.Network(String volume, String path) -> List.of("network", volume, path);
      case PodStorage.HostDisk(int gigabytes, String path) ->
          List.of("host", Integer.toString(gigabytes), path);
    };
  }

  private static List<String> flat(Map<String, String> sorted) {
    return sorted.entrySet().stream()
        .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
        .toList();
  }

  /**
   * With the counts of texts and bytes before them, so that no two lists of texts read the same.
   */
  private static void put(MessageDigest digest, Collection<String> texts) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(texts.size()).flip());
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
