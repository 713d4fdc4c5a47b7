#!/usr/bin/env bats
# What is made for Slurm, and read of it.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # scripts are for another shell, and each test for itself
bats_require_minimum_version 1.5.0
load helpers

# node STATE MORE : a line of scontrol's.
node() { echo "NodeName=$1 Arch=x86_64 CPUAlloc=${4:-0} CPUTot=2 State=$2 Weight=1 Reason=${3:-Not responding} [slurm@2026-11-30T23:00:00]"; }

@test "only nodes whose pod is gone are forgotten" {
  {
    node gone DOWN+DYNAMIC_NORM+NOT_RESPONDING
    node gone-2 'DOWN*+DYNAMIC_NORM'
    node idle IDLE+DYNAMIC_NORM
    node silent IDLE+DYNAMIC_NORM+NOT_RESPONDING
    node static DOWN+NOT_RESPONDING
    node drained DOWN+DRAIN+DYNAMIC_NORM+NOT_RESPONDING
    node taken-down DOWN+DYNAMIC_NORM+NOT_RESPONDING 'new fan'
    node answers DOWN+DYNAMIC_NORM
    node busy DOWN+DYNAMIC_NORM+NOT_RESPONDING 'Not responding' 2
    node ends DOWN+COMPLETING+DYNAMIC_NORM+NOT_RESPONDING
    echo 'slurm_load_node error: Unable to contact slurm controller'
  } >"$BATS_TEST_TMPDIR/nodes"
  run in_image "abandoned_nodes <$BATS_TEST_TMPDIR/nodes"
  [[ $output == $'gone\ngone-2' ]]
}

@test "they are deleted once they were gone for long enough, and not before" {
  node gone DOWN+DYNAMIC_NORM+NOT_RESPONDING >"$BATS_TEST_TMPDIR/nodes"
  fake scontrol <<<"case \$1 in --oneliner) cat '$BATS_TEST_TMPDIR/nodes' ;; delete) echo \"\$*\" >>'$BATS_TEST_TMPDIR/deleted' ;; esac"
  run timeout 1 "$image/slurm/forget-nodes" 50
  [[ $status == 124 && ! -e $BATS_TEST_TMPDIR/deleted ]]
  run timeout 6 "$image/slurm/forget-nodes" 1
  [[ $(head -n 1 "$BATS_TEST_TMPDIR/deleted") == 'delete nodename=gone' && $output == *'node gone is deleted'* ]]
}

@test "a node declares its share of the host, and its GPUs" {
  fake slurmd <<<'echo "NodeName=x CPUs=64 Boards=1 RealMemory=500000"'
  run in_image 'node_declaration 2; echo "$REPLY"'
  [[ $output == 'RealMemory=490000 Gres=gpu:2 Feature=dubnium' ]]
  echo $((32000 * 1048576)) >"$DUBNIUM_CGROUP/memory.max"
  RUNPOD_CPU_COUNT=8 run in_image 'node_declaration 0; echo "$REPLY"'
  [[ $output == 'CPUs=8 RealMemory=31360 Feature=dubnium' ]]
  echo max >"$DUBNIUM_CGROUP/memory.max"
  run in_image 'node_declaration 1; echo "$REPLY"'
  [[ $output == 'RealMemory=490000 Gres=gpu:1 Feature=dubnium' ]]
}

@test "every device file is a GPU, in its order, and nothing else is" {
  touch "$DUBNIUM_DEVICES"/nvidia{10,2,0,ctl,-uvm}
  run in_image 'gpu_devices | local_gres'
  [[ $output == "Name=gpu File=$DUBNIUM_DEVICES/nvidia0
Name=gpu File=$DUBNIUM_DEVICES/nvidia2
Name=gpu File=$DUBNIUM_DEVICES/nvidia10" ]]
}

@test "the controller is known by its host name, and reached by the pod's" {
  run in_image 'FLEET=lab ADDRESS=abc.runpod.internal STATE=/state SLURMD_TIMEOUT=60; slurm_conf box'
  [[ $output == *$'ClusterName=lab\nSlurmctldHost=box(abc.runpod.internal)\n'* && $output == *'StateSaveLocation=/state'* ]]
}
