/**
 * Keeps what is applied: lists the pods, compares, acts; level-triggered, so that it goes on after
 * any interruption. What is to be done is decided by pure functions.
 */
@NullMarked
package org.dubnium.fleet.pod.reconcile;

import org.jspecify.annotations.NullMarked;
