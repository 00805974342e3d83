import com.alibaba.fastjson.JSON;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.ResponseCode;
import org.apache.rocketmq.remoting.protocol.route.BrokerData;
import org.apache.rocketmq.remoting.protocol.route.TopicRouteData;
import org.apache.rocketmq.remoting.protocol.subscription.GroupRetryPolicy;
import org.apache.rocketmq.remoting.protocol.subscription.GroupRetryPolicyType;
import org.apache.rocketmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;
import org.apache.rocketmq.tools.command.MQAdminStartup;

/**
 * Administers one RocketMQ cluster for as long as standard input stays open: one command a line, one answer a
 * line, in order. A line is words joined by spaces, each URL-encoded ("-" stands for a word left out); an
 * answer is "ok TEXT" or "failed TEXT". One JVM for many commands: mqadmin alone needs a second for each.
 *
 * <p>Commands: {@code register TIMEOUT_MS BROKER_ADDRESS...}, {@code topic NAME TYPE QUEUES},
 * {@code group NAME FIFO LITE_TOPIC MAX_ATTEMPTS RETRY_POLICY}, {@code verify GROUP CLIENT TOPIC MESSAGE_ID},
 * {@code mqadmin ARGUMENT...}.
 *
 * <p>Arguments: the name server, and the access key and secret key if the brokers ask for them.
 */
public final class Admin {
  private static final long POLL_MS = 50;
  /** A machine that is busy with many servers takes its time. */
  private static final long TIMEOUT_MS = 60_000;
  private static final String OMITTED = "-";

  private final String nameServer;
  private final RPCHook hook;
  private DefaultMQAdminExt admin;

  private Admin(String nameServer, RPCHook hook) {
    this.nameServer = nameServer;
    this.hook = hook;
  }

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    // Libraries print to standard output now and then; the answers must stay alone there.
    System.setOut(System.err);
    System.setProperty("rocketmq.namesrv.addr", args[0]);
    Admin admin = new Admin(args[0], args.length > 2 ? hookOf(args[1], args[2]) : null);
    BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    Thread worker = new Thread(() -> answerAll(admin, commands, answers), "admin-worker");
    worker.setDaemon(true);
    worker.start();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = input.readLine(); line != null; line = input.readLine()) commands.add(line);
    // Nobody is left to hear an answer, even to a command that still waits for a broker.
    Runtime.getRuntime().halt(0);
  }

  private static void answerAll(Admin admin, BlockingQueue<String> commands, PrintStream answers) {
    try {
      while (true) {
        answers.println(admin.answer(commands.take()));
        answers.flush();
      }
    } catch (Exception failure) {
      failure.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** By name, because the class moved between versions of the server. */
  private static RPCHook hookOf(String accessKey, String secretKey) throws Exception {
    Class<?> credentials = Class.forName("org.apache.rocketmq.acl.common.SessionCredentials");
    Object pair = credentials.getConstructor(String.class, String.class).newInstance(accessKey, secretKey);
    return (RPCHook) Class.forName("org.apache.rocketmq.acl.common.AclClientRPCHook")
        .getConstructor(credentials)
        .newInstance(pair);
  }

  private String answer(String line) throws Exception {
    try {
      String[] words = line.split(" ");
      for (int i = 0; i < words.length; i++) {
        words[i] = words[i].equals(OMITTED) ? null : URLDecoder.decode(words[i], "UTF-8");
      }
      return "ok " + URLEncoder.encode(run(words), "UTF-8");
    } catch (Throwable failure) {
      return "failed " + URLEncoder.encode(String.valueOf(failure), "UTF-8");
    }
  }

  private String run(String[] words) throws Exception {
    switch (words[0]) {
      case "register":
        return register(Long.parseLong(words[1]), Arrays.asList(words).subList(2, words.length));
      case "topic":
        return persistently(() -> createTopic(words[1], words[2], Integer.parseInt(words[3])));
      case "group":
        return persistently(() -> createGroup(words));
      case "verify":
        // mqadmin's own commands for it first ask for running information, which gRPC clients do not give.
        return String.valueOf(
            admin().consumeMessageDirectly(words[1], words[2], words[3], words[4]).getConsumeResult());
      case "mqadmin":
        return mqadmin(Arrays.copyOfRange(words, 1, words.length));
      default:
        throw new IllegalArgumentException("unknown command " + words[0]);
    }
  }

  /** Does what may be done twice, again and again while servers are too busy for it or do not answer. */
  private static String persistently(Callable<String> command) throws Exception {
    long deadline = System.currentTimeMillis() + TIMEOUT_MS;
    while (true) {
      try {
        return command.call();
      } catch (Exception failure) {
        if (!mayPass(failure) || System.currentTimeMillis() > deadline) throw failure;
      }
      Thread.sleep(4 * POLL_MS);
    }
  }

  private static boolean mayPass(Throwable failure) {
    if (failure instanceof RemotingException || failure.getCause() instanceof RemotingException) return true;
    return failure instanceof MQClientException
        && ((MQClientException) failure).getResponseCode() == ResponseCode.SYSTEM_BUSY;
  }

  private DefaultMQAdminExt admin() throws MQClientException {
    if (admin == null) {
      DefaultMQAdminExt created = new DefaultMQAdminExt(hook, TIMEOUT_MS);
      created.setNamesrvAddr(nameServer);
      created.setInstanceName("rocketmq-jet-admin");
      created.start();
      admin = created;
    }
    return admin;
  }

  /** Addresses of the masters the name server knows now, by broker name. */
  private Map<String, String> masters() throws Exception {
    Map<String, String> masters = new TreeMap<>();
    Map<String, BrokerData> table = admin().examineBrokerClusterInfo().getBrokerAddrTable();
    if (table != null) {
      for (BrokerData broker : table.values()) {
        String address = broker.getBrokerAddrs().get(MixAll.MASTER_ID);
        if (address != null) masters.put(broker.getBrokerName(), address);
      }
    }
    return masters;
  }

  /**
   * Waits until the name server knows these brokers, and hurries them on. A broker's first registration races
   * with its first connection to the name server; when it loses, the next comes ten seconds later. Setting its
   * permission, even to what it is, makes it register again at once, with all its topics.
   */
  private String register(long timeoutMs, List<String> addresses) throws Exception {
    long deadline = System.currentTimeMillis() + timeoutMs;
    String last = "no connection";
    while (true) {
      try {
        Map<String, String> masters = masters();
        if (masters.values().containsAll(addresses)) return masters.toString();
        last = "it knows " + masters;
        for (String address : addresses) {
          if (!masters.containsValue(address) && accepts(address)) askToRegister(address);
        }
      } catch (Exception notYet) {
        last = notYet.toString();
      }
      if (System.currentTimeMillis() > deadline) {
        throw new IllegalStateException(
            "the name server does not know " + addresses + " after " + timeoutMs + " ms: " + last);
      }
      Thread.sleep(2 * POLL_MS);
    }
  }

  private void askToRegister(String address) throws Exception {
    Properties permission = new Properties();
    permission.setProperty("brokerPermission", "6");
    admin().updateBrokerConfig(address, permission);
  }

  private static boolean accepts(String address) {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    try (Socket socket = new Socket(address.substring(0, colon), port)) {
      return socket.isConnected();
    } catch (IOException closed) {
      return false;
    }
  }

  private String createTopic(String name, String type, int queues) throws Exception {
    Map<String, String> masters = knownMasters();
    for (String address : masters.values()) {
      TopicConfig config = new TopicConfig(name, queues, queues);
      config.setAttributes(new HashMap<>(Map.of("+message.type", type)));
      admin().createAndUpdateTopicConfig(address, config);
    }
    waitForRoute(name, masters.size(), queues);
    return name;
  }

  private Map<String, String> knownMasters() throws Exception {
    Map<String, String> masters = masters();
    if (masters.isEmpty()) throw new IllegalStateException("no broker is registered at " + nameServer);
    return masters;
  }

  /** The proxy remembers a missing route for 20 seconds, so a topic must be routable before anyone asks. */
  private void waitForRoute(String topic, int brokers, int queues) throws Exception {
    long deadline = System.currentTimeMillis() + TIMEOUT_MS;
    while (!isRouted(topic, brokers, queues)) {
      if (System.currentTimeMillis() > deadline) {
        throw new IllegalStateException("the name server has no route of " + topic + " yet");
      }
      Thread.sleep(POLL_MS);
    }
  }

  private boolean isRouted(String topic, int brokers, int queues) throws Exception {
    try {
      TopicRouteData route = admin().examineTopicRouteInfo(topic);
      return route.getQueueDatas().stream().filter(queue -> queue.getReadQueueNums() == queues).count() >= brokers;
    } catch (MQClientException missing) {
      if (missing.getResponseCode() == ResponseCode.TOPIC_NOT_EXIST) return false;
      throw missing;
    }
  }

  private String createGroup(String[] words) throws Exception {
    for (String address : knownMasters().values()) {
      SubscriptionGroupConfig config = new SubscriptionGroupConfig();
      config.setGroupName(words[1]);
      config.setConsumeMessageOrderly("true".equals(words[2]));
      if (words[3] != null) config.setAttributes(new HashMap<>(Map.of("+lite.bind.topic", words[3])));
      // The first delivery is an attempt, too; the broker counts only what follows it.
      if (words[4] != null) config.setRetryMaxTimes(Integer.parseInt(words[4]) - 1);
      if (words[5] != null) config.setGroupRetryPolicy(retryPolicy(words[5]));
      admin().createAndUpdateSubscriptionGroupConfig(address, config);
    }
    return words[1];
  }

  private static GroupRetryPolicy retryPolicy(String json) {
    // Fails on a type that is none; the parser would quietly leave it out.
    GroupRetryPolicyType.valueOf(JSON.parseObject(json).getString("type"));
    return JSON.parseObject(json, GroupRetryPolicy.class);
  }

  private String mqadmin(String[] arguments) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    PrintStream capture = new PrintStream(printed, true, "UTF-8");
    try {
      System.setOut(capture);
      System.setErr(capture);
      MQAdminStartup.main0(arguments, hook);
    } finally {
      System.setOut(before);
      System.setErr(before);
    }
    return printed.toString("UTF-8");
  }
}
