package org.dubnium.fleet.runpod;

import java.util.List;

/**
 * The operations of RunPod's REST API v2 that a fleet needs, of the account that the key belongs to.
 * Each blocks until its deadline at the most and asks once: what failed is tried again by the caller or not
 * at all. One that is interrupted ends with InterruptedException; if it changes something, it may have taken
 * effect.
 */
public interface RunpodApi {

  /** All pods of the account, members of clusters included; terminated ones are not among them. */
  List<Pod> listPods() throws RunpodException, InterruptedException;

  /** A pod; NOT_FOUND if there is none with that id. */
  Pod getPod(String id) throws RunpodException, InterruptedException;

  /**
   * Creates a pod, which begins to cost. It is placed at once or refused; it is not ready when this returns.
   * After OUTCOME_UNKNOWN there may be one: list the pods and look for its name before this is called
   * again.
   */
  Pod createPod(CreatePod request) throws RunpodException, InterruptedException;

  /**
   * Starts, stops or restarts a pod; CONFLICT if its status does not allow that.
   *
   * @param action START, STOP or RESTART
   * @return the pod after it
   */
  Pod podAction(String id, PodAction action) throws RunpodException, InterruptedException;

  /**
   * Terminates a pod for good, its host-local storage included; NOT_FOUND if there is none with that
   * id, CONFLICT if it belongs to a cluster.
   */
  void deletePod(String id) throws RunpodException, InterruptedException;

  /** Opens a pod's log; the caller closes it. */
  PodLog podLog(String id, LogQuery query) throws RunpodException, InterruptedException;

  /**
   * The GPU types that RunPod knows, with what is available of each for pods.
   *
   * @param gpuCount GPUs that one pod is to have, from 1
   * @param cloud SECURE or COMMUNITY: whose availability is asked for
   */
  List<GpuType> listGpuTypes(int gpuCount, Cloud cloud)
      throws RunpodException, InterruptedException;

  /** The data centres, each with the GPU types that it offers and how available they are. */
  List<DataCenter> listDataCenters() throws RunpodException, InterruptedException;

  /** A template, of the account's own or public; NOT_FOUND if there is none with that id. */
  Template getTemplate(String id) throws RunpodException, InterruptedException;

  /** All network volumes of the account. */
  List<NetworkVolume> listNetworkVolumes() throws RunpodException, InterruptedException;

  /** What pods have cost, terminated ones included. */
  PodBilling podBilling(BillingQuery query) throws RunpodException, InterruptedException;

  /** The limits of requests, as the last answer that had them told; it asks nothing. */
  RateLimits rateLimits();
}
