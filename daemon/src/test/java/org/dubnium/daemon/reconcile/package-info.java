@NullMarked
package org.dubnium.daemon.reconcile;

import org.jspecify.annotations.NullMarked;
