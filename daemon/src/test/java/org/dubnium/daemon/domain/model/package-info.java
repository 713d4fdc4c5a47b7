@NullMarked
package org.dubnium.daemon.domain.model;

import org.jspecify.annotations.NullMarked;
