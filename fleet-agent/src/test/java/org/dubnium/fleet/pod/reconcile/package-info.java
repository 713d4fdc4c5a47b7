@NullMarked
package org.dubnium.fleet.pod.reconcile;

import org.jspecify.annotations.NullMarked;
