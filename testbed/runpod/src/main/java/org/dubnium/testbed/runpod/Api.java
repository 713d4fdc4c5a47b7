package org.dubnium.testbed.runpod;

import java.util.List;

/** Answers each call. */
final class Api {

  private final Account account;
  private final PodOperations pods;
  private final PodLogs logs;
  private final TemplateOperations templates;
  private final VolumeOperations volumes;
  private final SshKeyOperations sshKeys;
  private final CatalogOperations catalog;
  private final CpuOperations cpus;
  private final BillingOperations billing;

  Api(Account account) {
    this.account = account;
    pods = new PodOperations(account);
    logs = new PodLogs(account);
    templates = new TemplateOperations(account);
    volumes = new VolumeOperations(account);
    sshKeys = new SshKeyOperations(account);
    catalog = new CatalogOperations(account);
    cpus = new CpuOperations(account.settings.catalog());
    billing = new BillingOperations(account);
  }

  Reply answer(Route route, StandInRequest request) {
    return switch (route.operation()) {
      case GET_SSH_KEYS -> sshKeys.get();
      case UPDATE_SSH_KEYS -> sshKeys.update(Json.fields(request));
      case LIST_PODS -> pods.list(route);
      case CREATE_POD -> pods.create(Json.fields(request));
      case GET_POD -> pods.get(route);
      case UPDATE_POD -> pods.update(route, Json.fields(request));
      case DELETE_POD -> pods.delete(route);
      case GET_POD_LOGS -> logs.get(route, request);
      case POD_ACTION -> pods.act(route, Json.fields(request));
      case LIST_CLUSTERS -> Reply.ok(Json.list("clusters", List.of(), _ -> Json.object()));
      case LIST_ENDPOINTS -> Reply.ok(Json.list("endpoints", List.of(), _ -> Json.object()));
      case LIST_TEMPLATES -> templates.list();
      case CREATE_TEMPLATE -> templates.create(Json.fields(request));
      case GET_TEMPLATE -> templates.get(route);
      case UPDATE_TEMPLATE -> templates.update(route, Json.fields(request));
      case DELETE_TEMPLATE -> templates.delete(route);
      case LIST_NETWORK_VOLUMES -> volumes.list();
      case CREATE_NETWORK_VOLUME -> volumes.create(Json.fields(request));
      case GET_NETWORK_VOLUME -> volumes.get(route);
      case UPDATE_NETWORK_VOLUME -> volumes.update(route, Json.fields(request));
      case DELETE_NETWORK_VOLUME -> volumes.delete(route);
      case LIST_REGISTRIES -> account.registries.list();
      case CREATE_REGISTRY -> account.registries.create(account.newId(), Json.fields(request));
      case GET_REGISTRY -> account.registries.get(route.id());
      case DELETE_REGISTRY -> account.registries.delete(route.id());
      case LIST_GPU_TYPES -> catalog.listGpus(route);
      case GET_GPU_TYPE -> catalog.getGpu(route);
      case LIST_CPU_TYPES -> cpus.list(route);
      case GET_CPU_TYPE -> cpus.get(route);
      case LIST_DATA_CENTERS -> catalog.listDataCenters(route);
      case GET_DATA_CENTER -> catalog.getDataCenter(route);
      case LIST_PUBLIC_TEMPLATES -> templates.listPublic(route);
      case LIST_BILLING -> billing.total(route);
      case LIST_POD_BILLING -> billing.pods(route);
      case LIST_NETWORK_VOLUME_BILLING -> billing.volumes(route);
    };
  }
}
