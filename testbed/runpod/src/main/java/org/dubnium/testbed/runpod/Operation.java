package org.dubnium.testbed.runpod;

/**
 * The calls that are answered, with the {@code operationId}, method and path of the description.
 */
public enum Operation {
  GET_SSH_KEYS("getSshKeys", "GET", "/v2/account/ssh-keys"),
  UPDATE_SSH_KEYS("updateSshKeys", "PUT", "/v2/account/ssh-keys"),
  LIST_PODS("listPods", "GET", "/v2/pods"),
  CREATE_POD("createPod", "POST", "/v2/pods"),
  GET_POD("getPod", "GET", "/v2/pods/{id}"),
  UPDATE_POD("updatePod", "PATCH", "/v2/pods/{id}"),
  DELETE_POD("deletePod", "DELETE", "/v2/pods/{id}"),
  GET_POD_LOGS("getPodLogs", "GET", "/v2/pods/{id}/logs"),
  POD_ACTION("podAction", "POST", "/v2/pods/{id}/action"),
  LIST_CLUSTERS("listClusters", "GET", "/v2/clusters"),
  LIST_ENDPOINTS("listEndpoints", "GET", "/v2/serverless"),
  LIST_TEMPLATES("listTemplates", "GET", "/v2/templates"),
  CREATE_TEMPLATE("createTemplate", "POST", "/v2/templates"),
  GET_TEMPLATE("getTemplate", "GET", "/v2/templates/{id}"),
  UPDATE_TEMPLATE("updateTemplate", "PATCH", "/v2/templates/{id}"),
  DELETE_TEMPLATE("deleteTemplate", "DELETE", "/v2/templates/{id}"),
  LIST_NETWORK_VOLUMES("listNetworkVolumes", "GET", "/v2/network-volumes"),
  CREATE_NETWORK_VOLUME("createNetworkVolume", "POST", "/v2/network-volumes"),
  GET_NETWORK_VOLUME("getNetworkVolume", "GET", "/v2/network-volumes/{id}"),
  UPDATE_NETWORK_VOLUME("updateNetworkVolume", "PATCH", "/v2/network-volumes/{id}"),
  DELETE_NETWORK_VOLUME("deleteNetworkVolume", "DELETE", "/v2/network-volumes/{id}"),
  LIST_REGISTRIES("listRegistries", "GET", "/v2/registries"),
  CREATE_REGISTRY("createRegistry", "POST", "/v2/registries"),
  GET_REGISTRY("getRegistry", "GET", "/v2/registries/{id}"),
  DELETE_REGISTRY("deleteRegistry", "DELETE", "/v2/registries/{id}"),
  LIST_GPU_TYPES("listGpuTypes", "GET", "/v2/catalog/gpus"),
  GET_GPU_TYPE("getGpuType", "GET", "/v2/catalog/gpus/{id}"),
  LIST_CPU_TYPES("listCpuTypes", "GET", "/v2/catalog/cpus"),
  GET_CPU_TYPE("getCpuType", "GET", "/v2/catalog/cpus/{id}"),
  LIST_DATA_CENTERS("listDataCenters", "GET", "/v2/catalog/datacenters"),
  GET_DATA_CENTER("getDataCenter", "GET", "/v2/catalog/datacenters/{id}"),
  LIST_PUBLIC_TEMPLATES("listPublicTemplates", "GET", "/v2/catalog/templates"),
  LIST_BILLING("listBilling", "GET", "/v2/billing"),
  LIST_POD_BILLING("listPodBilling", "GET", "/v2/billing/pods"),
  LIST_NETWORK_VOLUME_BILLING("listNetworkVolumeBilling", "GET", "/v2/billing/network-volumes");

  private final String id;
  private final String method;
  private final String path;

  Operation(String id, String method, String path) {
    this.id = id;
    this.method = method;
    this.path = path;
  }

  /** The {@code operationId}. */
  public String id() {
    return id;
  }

  /** The method, in capitals. */
  public String method() {
    return method;
  }

  /** The path with {@code {id}} where the identifier stands. */
  public String path() {
    return path;
  }
}
