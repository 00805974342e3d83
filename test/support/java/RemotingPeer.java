import java.nio.charset.StandardCharsets;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.compression.CompressionType;
import org.apache.rocketmq.common.message.Message;

/**
 * A producer of the older remoting protocol as a peer: {@code NAME_SERVER TOPIC BODY TYPE...} sends the body once packed
 * by each compression type and prints the ids.
 */
public final class RemotingPeer {
    public static void main(String[] args) throws Exception {
        byte[] body = args[2].repeat(1000).getBytes(StandardCharsets.UTF_8);
        for (int i = 3; i < args.length; i++) {
            DefaultMQProducer producer = new DefaultMQProducer("remoting-peer-" + i);
            producer.setNamesrvAddr(args[0]);
            producer.setInstanceName("remoting-peer-" + i);
            producer.setCompressType(CompressionType.of(args[i]));
            producer.setCompressMsgBodyOverHowmuch(1024);
            producer.setSendMsgTimeout(30_000);
            producer.start();
            System.out.println(producer.send(new Message(args[1], args[i], body)).getMsgId());
            producer.shutdown();
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
