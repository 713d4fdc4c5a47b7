package org.dubnium.daemon.adapter.model;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.StoredModel;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.model.Verification.VerifiedFile;
import org.dubnium.daemon.fixture.ModelFiles;
import org.dubnium.daemon.json.VerificationJson;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ModelStore;
import org.dubnium.daemon.procfs.Directory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileModelStoreTest {

  @TempDir Path directory = Path.of("unset");
  private Path bundle = directory;
  private FileModelStore store = at(directory);

  @BeforeEach
  void setUp() throws IOException {
    directory = directory.toRealPath();
    bundle = Files.createDirectory(directory.resolve("eight"));
    Files.writeString(directory.resolve("shipped.env"), "DUBNIUM_VLLM_MODEL=\n");
    store = at(directory);
  }

  private static FileModelStore at(Path directory) {
    return new FileModelStore(
        new ModelPaths(
            directory.resolve("shipped.env"),
            directory.resolve("local.env"),
            directory.resolve("model.env"),
            directory.resolve("settings"),
            directory.resolve("store"),
            directory,
            directory.resolve("started")));
  }

  @Test
  void withoutASettingOfTheAdministratorsNothingIsServed() {
    assertEquals(new ServedModel("", List.of(), Optional.empty()), value(store.served()));
  }

  @Test
  void whatTheAdministratorSetsCounts() throws IOException {
    set("Qwen/Qwen3-8B", "--max-model-len '8192'");
    ServedModel served = value(store.served());
    assertEquals("Qwen/Qwen3-8B", served.model());
    assertEquals(List.of("--max-model-len", "8192"), served.arguments());
    assertFalse(served.isPath());
    assertTrue(served.bundle().isEmpty());
    set("/srv/none", "");
    assertTrue(value(store.served()).isPath());
    assertTrue(value(store.served()).bundle().isEmpty());
  }

  @Test
  void aBundleIsReadWithoutReadingItsWeights() throws IOException {
    Files.writeString(bundle.resolve("config.json"), "{\"max_position_embeddings\": 64}");
    Files.writeString(bundle.resolve("a.safetensors"), "1234");
    Files.writeString(bundle.resolve(".gitattributes"), "");
    Files.createSymbolicLink(bundle.resolve("b.safetensors"), bundle.resolve("a.safetensors"));
    set(bundle.toString(), "");
    ModelBundle found = value(store.served()).bundle().orElseThrow();
    assertEquals(bundle.toString(), found.path());
    assertEquals(8, found.weightBytes());
    assertEquals(3, found.files().size());
    assertEquals(Optional.of(64L), value(found.shape()).maxPositions());
    assertEquals(Optional.empty(), value(found.verification()));
  }

  @Test
  void aRecordIsFoundByTheBundlesPath() throws IOException {
    set(bundle.toString(), "");
    Files.writeString(bundle.resolve("config.json"), "{}");
    VerifiedFile config =
        new VerifiedFile(stamp(bundle.resolve("config.json")), "0".repeat(64));
    Verification record =
        new Verification(
            bundle.toString(),
            Instant.parse("2026-11-21T10:00:00.123456Z"),
            Map.of("config.json", config));
    Files.write(
        directory.resolve(VerificationJson.fileName(bundle.toString())),
        VerificationJson.document(record));
    ModelBundle found = value(store.served()).bundle().orElseThrow();
    assertEquals(Optional.of(record), value(found.verification()));
    assertEquals(config.stamp(), found.files().get("config.json"));
  }

  @Test
  void whatCannotBeReadIsUnavailableAndSaysWhy() throws IOException {
    set(bundle.toString(), "");
    Files.writeString(bundle.resolve("config.json"), "{");
    Files.writeString(directory.resolve(VerificationJson.fileName(bundle.toString())), "{}");
    ModelBundle found = value(store.served()).bundle().orElseThrow();
    assertTrue(why(found.shape()).startsWith("cannot read " + bundle + "/config.json: "));
    assertTrue(why(found.verification()).contains("it is missing"));
    Files.delete(directory.resolve("shipped.env"));
    assertTrue(why(store.served()).startsWith("cannot read what vllm.service serves: "));
  }

  @Test
  void aFileThatVanishedMakesTheReadingUnavailable() throws IOException {
    set(bundle.toString(), "");
    Files.createSymbolicLink(bundle.resolve("gone.safetensors"), directory.resolve("nowhere"));
    assertTrue(why(store.served()).contains("gone.safetensors"));
  }

  private static FileStamp stamp(Path file) throws IOException {
    return new FileStamp(Files.size(file), Files.getLastModifiedTime(file).toInstant());
  }

  private void set(String model, String arguments) throws IOException {
    Files.writeString(
        directory.resolve("local.env"),
        "DUBNIUM_VLLM_MODEL=%s\nDUBNIUM_VLLM_EXTRA_ARGS=\"%s\"\n".formatted(model, arguments));
  }

  private Path stored(String name) throws IOException {
    Path model = Files.createDirectories(directory.resolve("store").resolve(name));
    Files.writeString(model.resolve("config.json"), "{\"architectures\": [\"Llama\"]}");
    Files.writeString(model.resolve("SHA256SUMS"), "");
    Files.write(model.resolve("model.safetensors"), ModelFiles.safetensors(4, "a"));
    return model;
  }

  private StoredModel found(String name) {
    return value(store.find(new ModelName(name))).orElseThrow();
  }

  @Test
  void theStoreIsListedByNameWithoutWhatIsHiddenOrNoModel() throws IOException {
    assertEquals(List.of(), value(store.list()));
    stored("qwen");
    stored("Llama-3.1");
    stored(".seed-half");
    stored("two words");
    Files.writeString(directory.resolve("store/README"), "");
    Files.createSymbolicLink(directory.resolve("store/linked"), bundle);
    assertEquals(
        List.of("Llama-3.1", "linked", "qwen"),
        value(store.list()).stream().map(model -> model.name().value()).toList());
    assertEquals(Optional.of("Llama"), found("qwen").architecture());
    assertEquals(Optional.empty(), found("qwen").problem());
    assertEquals(Optional.empty(), value(store.find(new ModelName("none"))));
  }

  @ParameterizedTest
  @CsvSource({
    "config.json,       ,                            config.json is missing: ",
    "SHA256SUMS,        ,                            it has no SHA256SUMS",
    "model.safetensors, ,                            there are no weights in it (*.safetensors)",
    "model.safetensors, 12345,                       'model.safetensors is 5 bytes, too short'",
    "config.json,       {,                           config.json is no JSON: ",
    "config.json,       '{\"architectures\": 7}',     config.json names no architecture",
    "config.json,       '{\"architectures\": []}',    config.json names no architecture"
  })
  void whatIsWrongWithOneIsSaid(String file, String content, String problem) throws IOException {
    Path model = stored("broken");
    Files.delete(model.resolve(file));
    if (content != null) {
      Files.writeString(model.resolve(file), content);
    }
    String said = found("broken").problem().orElseThrow();
    assertTrue(said.startsWith(problem), said);
  }

  @Test
  void aConfigOfAnyLengthOrDepthIsNotReadWhole() throws IOException {
    Path config = stored("deep").resolve("config.json");
    Files.writeString(config, "{\"a\": " + "[".repeat(10_000));
    assertTrue(found("deep").problem().orElseThrow().startsWith("config.json is no JSON: "));
    Files.writeString(config, "{\"a\": \"" + "x".repeat(17 << 20));
    assertTrue(found("deep").problem().orElseThrow().startsWith("config.json is longer than "));
    assertTrue(why(found("deep").selected().bundle().orElseThrow().shape()).contains("it is more than"));
  }

  @Test
  void aFileThatWasReplacedIsCheckedAnew() throws IOException {
    Path model = stored("cut");
    assertEquals(Optional.empty(), found("cut").problem());
    Files.write(model.resolve("model.safetensors"), new byte[] {1, 2, 3});
    assertTrue(found("cut").problem().isPresent());
  }

  @Test
  void oneThatCannotBeLookedAtIsToldOfWithTheOthers() throws IOException {
    Files.createSymbolicLink(
        stored("torn").resolve("gone.safetensors"), directory.resolve("nowhere"));
    stored("whole");
    assertEquals(2, value(store.list()).size());
    assertTrue(found("torn").problem().orElseThrow().contains("gone.safetensors"));
    assertEquals(Optional.empty(), found("torn").selected().bundle());
  }

  @Test
  void theSelectionCountsBeforeAllOtherSettings() throws Exception {
    set("/srv/other", "--max-model-len 1");
    Path model = stored("qwen");
    assertEquals(Optional.empty(), value(store.served()).selection());
    store.select(Optional.of(new ModelName("qwen")));
    ServedModel served = value(store.served());
    assertEquals(model.toString(), served.model());
    assertEquals("qwen", served.label());
    assertEquals(Optional.of(new ModelName("qwen")), served.selection());
    assertEquals(List.of("--max-model-len", "1"), served.arguments());
    assertEquals("rw-r--r--", permissions(directory.resolve("model.env")));
    store.select(Optional.empty());
    assertEquals("/srv/other", value(store.served()).label());
    assertEquals(Optional.empty(), value(store.served()).selection());
  }

  @Test
  void aModelThatTheSettingsNameIsCalledByItsNameAndIsNotChosen() throws IOException {
    set(stored("qwen").toString(), "");
    assertEquals("qwen", value(store.served()).label());
    assertEquals(Optional.empty(), value(store.served()).selection());
    assertTrue(found("qwen").isSelectedBy(value(store.served())));
  }

  @Test
  void whatIsSetForAModelGoesWithItsSelectionButForSecrets() throws Exception {
    stored("qwen");
    Files.createDirectory(directory.resolve("settings"));
    Files.writeString(
        directory.resolve("settings/qwen.env"),
        """
        DUBNIUM_VLLM_EXTRA_ARGS=--chat-template "a \\"b\\" \\$c" --x 'd e'
        DUBNIUM_VLLM_MODEL=/etc/passwd
        VLLM_USE_V1=1
        VLLM_API_KEY=secret
        LD_PRELOAD=/tmp/evil.so
        """);
    assertEquals(
        List.of("--chat-template", "a", "b", "$c", "--x", "d", "e"),
        found("qwen").selected().arguments());
    store.select(Optional.of(new ModelName("qwen")));
    assertEquals(found("qwen").selected().arguments(), value(store.served()).arguments());
    String selection = Files.readString(directory.resolve("model.env"));
    assertTrue(selection.contains("VLLM_USE_V1=\"1\"\n"), selection);
    assertTrue(selection.contains("DUBNIUM_VLLM_MODEL=\"" + directory + "/store/qwen\"\n"), selection);
    assertFalse(selection.contains("secret") || selection.contains("LD_PRELOAD"), selection);
  }

  @Test
  void settingsThatNoFileHoldsAreRefusedAndTheSelectionStays() throws Exception {
    stored("qwen");
    Files.createDirectory(directory.resolve("settings"));
    Files.writeString(directory.resolve("settings/qwen.env"), "VLLM_X=\"a\nb\"\n");
    HostException refused =
        assertThrows(HostException.class, () -> store.select(Optional.of(new ModelName("qwen"))));
    assertEquals(
        "cannot select qwen: VLLM_X has a value of several lines", refused.getMessage());
    assertFalse(Files.exists(directory.resolve("model.env")));
  }

  @Test
  void theServerSaysWhatItWasStartedWith() throws IOException {
    Path model = stored("qwen");
    assertEquals(Optional.empty(), value(store.served()).started());
    Files.writeString(directory.resolve("started"), model + "\n");
    assertTrue(found("qwen").isServedBy(value(store.served())));
    Files.write(directory.resolve("started"), new byte[1 << 20]);
    assertEquals(Optional.empty(), value(store.served()).started());
    Files.delete(directory.resolve("started"));
    Files.createSymbolicLink(directory.resolve("started"), directory.resolve("shipped.env"));
    assertEquals(Optional.empty(), value(store.served()).started());
  }

  @Test
  void aRemovedModelIsGoneWithItsRecordAndWhatItLinksToStays() throws Exception {
    Path model = stored("qwen");
    Files.createDirectories(model.resolve("a/b/.c"));
    Files.writeString(bundle.resolve("keep"), "");
    Files.createSymbolicLink(model.resolve("a/link"), bundle);
    Path record = directory.resolve(VerificationJson.fileName(model.toString()));
    Files.writeString(record, "{}");
    ModelStore.Removed removed = store.remove(new ModelName("qwen"));
    assertEquals(List.of(), value(store.list()));
    assertTrue(Files.exists(directory.resolve("store/.removed-qwen/a/link")));
    removed.delete();
    assertEquals(List.of(), Directory.list(directory.resolve("store"), "*"));
    assertTrue(Files.exists(bundle.resolve("keep")));
    assertFalse(Files.exists(record));
  }

  @Test
  void ofALinkInTheStoreTheLinkAloneIsRemoved() throws Exception {
    stored("qwen");
    Files.writeString(bundle.resolve("keep"), "");
    Path linked = directory.resolve("store/linked");
    Files.createSymbolicLink(linked, bundle);
    store.remove(new ModelName("linked")).delete();
    assertFalse(Files.exists(linked, LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.exists(bundle.resolve("keep")));
  }

  @Test
  void aRemovalThatWasInterruptedIsEndedByTheNextOfThatName() throws Exception {
    stored("qwen");
    var _ = store.remove(new ModelName("qwen"));
    stored("qwen");
    store.remove(new ModelName("qwen")).delete();
    assertEquals(List.of(), Directory.list(directory.resolve("store"), "*"));
    assertThrows(HostException.class, () -> store.remove(new ModelName("qwen")));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
